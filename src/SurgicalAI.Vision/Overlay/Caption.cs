using OpenCvSharp;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Overlay;

/// <summary>Writes words into a picture.</summary>
public static class Caption
{
    private const double Scale = 0.6;

    /// <summary>Writes a line, white.</summary>
    /// <param name="picture"><see cref="PixelFormat.Bgr8"/>; not disposed here.</param>
    /// <param name="text">ASCII.</param>
    /// <param name="xPx">Left end of the line.</param>
    /// <param name="yPx">Foot of the letters.</param>
    public static void Write(ImageLease picture, string text, int xPx, int yPx)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var mat = Mat.FromPixelData(picture.HeightPx, picture.WidthPx, MatType.CV_8UC3, picture.Address);
        Cv2.PutText(mat, text, new Point(xPx, yPx), HersheyFonts.HersheySimplex, Scale, Scalar.White, 1, LineTypes.AntiAlias);
    }
}
