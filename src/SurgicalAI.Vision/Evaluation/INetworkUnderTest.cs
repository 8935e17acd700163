using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>What a network says about a picture, at its own resolution, over the same field of view. Valid until the network's next run.</summary>
/// <param name="widthPx">Width of the maps, pixels.</param>
/// <param name="heightPx">Height of the maps, pixels.</param>
/// <param name="labels">A label of the network's <see cref="INetworkUnderTest.Labels"/> a pixel.</param>
/// <param name="doubt">0 sure to 255 = the label is surely wrong; empty when the network gives none.</param>
/// <param name="lesion">255 x the probability of a lesion; empty when the network gives none.</param>
public readonly ref struct NetworkAnswer(int widthPx, int heightPx, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> doubt, ReadOnlySpan<byte> lesion)
{
    /// <summary>Width of the maps, pixels.</summary>
    public int WidthPx { get; } = widthPx;

    /// <summary>Height of the maps, pixels.</summary>
    public int HeightPx { get; } = heightPx;

    /// <summary>A label a pixel.</summary>
    public ReadOnlySpan<byte> Labels { get; } = labels;

    /// <summary>Doubt a pixel; may be empty.</summary>
    public ReadOnlySpan<byte> Doubt { get; } = doubt;

    /// <summary>Probability of a lesion a pixel; may be empty.</summary>
    public ReadOnlySpan<byte> Lesion { get; } = lesion;
}

/// <summary>A network that labels single pictures of any size, with its doubt and lesions when it knows them. Not thread-safe.</summary>
public interface INetworkUnderTest : IDisposable
{
    /// <summary>Name of the model.</summary>
    string Name { get; }

    /// <summary>Sha256 of its file, 64 hex digits.</summary>
    string Sha256 { get; }

    /// <summary>Labels that it gives, background included.</summary>
    LabelSet Labels { get; }

    /// <summary>Whether its answers have a map of doubt.</summary>
    bool TellsDoubt { get; }

    /// <summary>Whether its answers have a map of lesions.</summary>
    bool TellsLesions { get; }

    /// <summary>Labels a picture.</summary>
    /// <param name="bgr">Three bytes a pixel, row by row.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    NetworkAnswer Segment(ReadOnlySpan<byte> bgr, int widthPx, int heightPx);
}
