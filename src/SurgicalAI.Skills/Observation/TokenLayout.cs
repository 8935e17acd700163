using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Skills.Observation;

/// <summary>
/// What each number of an observation means. One token per (eye, class): first the left eye's shaft, wrist, jaw, needle,
/// target, then the right eye's. A class that is not seen is a token of zeros.
/// </summary>
/// <remarks>
/// Image coordinates are taken from the picture's centre in units of half its width, x right and y down, so that both axes
/// share one scale. Centroids come from exact area moments and keep about a twentieth of a pixel, which stereo needs:
/// at 120 mm and 277 px focal length one pixel of disparity is 9 mm of depth.
/// </remarks>
public static class TokenLayout
{
    /// <summary>Number of tokens: two eyes times the classes other than background.</summary>
    public const int Tokens = 2 * Classes;

    /// <summary>Classes per eye, background excluded.</summary>
    public const int Classes = SegmentationClasses.Count - 1;

    /// <summary>1 when the class is seen in this eye.</summary>
    public const int Present = 0;

    /// <summary>Square root of the area, in units of a quarter of the picture's width.</summary>
    public const int Size = 1;

    /// <summary>Centroid, x.</summary>
    public const int CentroidX = 2;

    /// <summary>Centroid, y.</summary>
    public const int CentroidY = 3;

    /// <summary>Standard deviation along the longer principal axis, times 4.</summary>
    public const int Major = 4;

    /// <summary>Standard deviation along the shorter principal axis, times 4.</summary>
    public const int Minor = 5;

    /// <summary>Cosine of twice the longer axis's angle, times the anisotropy (0 round, 1 a line).</summary>
    public const int AxisCosine = 6;

    /// <summary>Sine of twice the longer axis's angle, times the anisotropy.</summary>
    public const int AxisSine = 7;

    /// <summary>Bounding box: left, top, right, bottom in four consecutive numbers.</summary>
    public const int Box = 8;

    /// <summary>1 where the class touches the picture's left, top, right, bottom border: it is cut there.</summary>
    public const int Touch = 12;

    /// <summary>1 when both eyes see the class with a usable disparity.</summary>
    public const int Stereo = 16;

    /// <summary>Disparity of the centroids in units of a twentieth of the picture's width (16 px of 320).</summary>
    public const int Disparity = 17;

    /// <summary>The unit of disparity over the disparity: proportional to depth along the optical axis.</summary>
    public const int InverseDisparity = 18;

    /// <summary>Mid-eye centroid x times the inverse disparity: proportional to the metric offset to the right.</summary>
    public const int StereoX = 19;

    /// <summary>Mid-eye centroid y times the inverse disparity: proportional to the metric offset downwards.</summary>
    public const int StereoY = 20;

    /// <summary>First of the occupancy grid's cells, row by row: the fraction of the cell that the class covers.</summary>
    public const int Grid = 21;

    /// <summary>Columns of the occupancy grid.</summary>
    public const int GridColumns = 10;

    /// <summary>Rows of the occupancy grid.</summary>
    public const int GridRows = 6;

    /// <summary>Numbers per token.</summary>
    public const int Features = Grid + (GridColumns * GridRows);

    /// <summary>
    /// Numbers of the measured state: tool position in the endoscope's frame (m), the three columns of its rotation, jaw (rad).
    /// </summary>
    public const int State = 13;

    /// <summary>Index of the token of an eye (0 left, 1 right) and class.</summary>
    public static int TokenOf(int eye, SegmentationClass label) => (eye * Classes) + (int)label - 1;
}
