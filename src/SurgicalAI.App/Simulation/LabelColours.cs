using SurgicalAI.Core.Imaging;

namespace SurgicalAI.App.Simulation;

/// <summary>A label map as a picture for people: a colour for each class.</summary>
internal static class LabelColours
{
    // Blue, green, red; the order is that of SegmentationClass.
    private static readonly byte[][] Palette =
    [
        [40, 36, 36], [190, 102, 40], [220, 174, 50], [255, 225, 140], [50, 220, 250], [90, 217, 50], [242, 90, 166], [230, 242, 242],
        [153, 140, 140], [38, 140, 250], [50, 56, 178], [153, 166, 250], [76, 184, 217], [76, 12, 115], [38, 26, 242], [90, 115, 90],
    ];

    /// <summary>Paints the classes.</summary>
    /// <param name="labels"><see cref="PixelFormat.Gray8"/>.</param>
    /// <param name="picture">Written: <see cref="PixelFormat.Bgr8"/> of the same size.</param>
    public static void Paint(ImageLease labels, ImageLease picture)
    {
        var from = labels.Bytes;
        var to = picture.Bytes;
        for (var i = 0; i < from.Length; i++)
        {
            Palette[from[i] % Palette.Length].CopyTo(to.Slice(3 * i, 3));
        }
    }
}
