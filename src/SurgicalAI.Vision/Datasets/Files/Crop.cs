using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Files;

/// <summary>The part of a larger file that is the picture, where the file has the larger size; smaller files were cut before.</summary>
/// <param name="Whole">Size of a file that is to be cut.</param>
/// <param name="Part">What is kept of it.</param>
internal sealed record Crop(Size Whole, Rect Part)
{
    /// <summary>The da Vinci recordings of EndoVis: 1280x1024 from (320,28) of 1920x1080.</summary>
    public static Crop DaVinci { get; } = new(new(1920, 1080), new(320, 28, 1280, 1024));

    /// <summary>Cuts where the size says so.</summary>
    public void Apply(Mat mat)
    {
        if (mat.Size() != Whole)
        {
            return;
        }

        using var whole = mat.Clone();
        using var part = whole[Part];
        part.CopyTo(mat);
    }
}
