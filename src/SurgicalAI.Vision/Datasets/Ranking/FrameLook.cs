using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Ranking;

/// <summary>Describes a picture by few numbers: colours of an 8 x 6 grid less their mean, and where the network sees foreground.</summary>
public static class FrameLook
{
    private const int Columns = 8;
    private const int Rows = 6;
    private const float ForegroundWeight = 0.5f;

    /// <summary>Describes it.</summary>
    /// <param name="picture">BGR.</param>
    /// <param name="foreground">One byte a pixel, the picture's size; 0 is background.</param>
    /// <returns>192 numbers of about -1 to 1.</returns>
    public static float[] Of(Mat picture, Mat foreground)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(foreground);
        using var colours = new Mat();
        using var mask = new Mat();
        using var share = new Mat();
        Cv2.Resize(picture, colours, new Size(Columns, Rows), interpolation: InterpolationFlags.Area);
        Cv2.Compare(foreground, Scalar.All(0), mask, CmpTypes.GT);
        Cv2.Resize(mask, share, new Size(Columns, Rows), interpolation: InterpolationFlags.Area);
        var mean = Cv2.Mean(colours);
        var look = new float[Columns * Rows * 4];
        for (var i = 0; i < Columns * Rows; i++)
        {
            var (pixel, inside) = (colours.At<Vec3b>(i / Columns, i % Columns), share.At<byte>(i / Columns, i % Columns));
            look[4 * i] = (float)(pixel.Item0 - mean.Val0) / 128;
            look[(4 * i) + 1] = (float)(pixel.Item1 - mean.Val1) / 128;
            look[(4 * i) + 2] = (float)(pixel.Item2 - mean.Val2) / 128;
            look[(4 * i) + 3] = ForegroundWeight * inside / 255;
        }

        return look;
    }
}
