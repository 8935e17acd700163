using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Learning.Scenes;

/// <summary>Form of a scene network.</summary>
/// <param name="Encoder">"mobilenet" (may start from pretrained weights) or "plain" (the control).</param>
/// <param name="WidthPx">Width of the network's picture and maps; a multiple of 16.</param>
/// <param name="HeightPx">Height of the network's picture and maps; a multiple of 16.</param>
/// <param name="Normalise">True to bring each picture to one mean per channel and one contrast before the network sees it.</param>
internal sealed record SceneShape(string Encoder = "mobilenet", int WidthPx = 320, int HeightPx = 256, bool Normalise = true)
{
    /// <summary>Classes of the scene head: all that the simulator labels.</summary>
    public static int Classes => SegmentationClasses.AllNames.Count;

    /// <summary>Outputs for a pixel: the classes, then the lesion.</summary>
    public static int Outputs => Classes + 1;

    /// <summary>Side of the cell of pixels that the head predicts at once.</summary>
    public static int Cell => 4;

    /// <summary>Pixels of a cell.</summary>
    public static int CellPixels => Cell * Cell;

    /// <summary>Checks the values.</summary>
    /// <exception cref="UserErrorException">One makes no sense.</exception>
    public SceneShape Validate() =>
        Encoder is "mobilenet" or "plain" && WidthPx % 16 == 0 && HeightPx % 16 == 0 && WidthPx is >= 64 and <= 2048 && HeightPx is >= 64 and <= 2048
            ? this
            : throw new UserErrorException($"A scene network is mobilenet or plain and its picture's sides are multiples of 16 from 64 to 2048, not {Encoder}, {WidthPx}x{HeightPx}.");
}
