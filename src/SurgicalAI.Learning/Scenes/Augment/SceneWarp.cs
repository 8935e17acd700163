using OpenCvSharp;
using SurgicalAI.Learning.Scenes.Data;

namespace SurgicalAI.Learning.Scenes.Augment;

/// <summary>Turns, mirrors, scales and shifts a frame into the network's field, and sometimes shows it through a round one.</summary>
/// <param name="size">Size of the network's picture.</param>
internal sealed class SceneWarp(Size size)
{
    private const double GreatestTurn = 25;

    /// <summary>A warped copy; the caller disposes it.</summary>
    /// <param name="frame">Frame of any size.</param>
    /// <param name="random">Generator; null keeps the whole field as it is.</param>
    /// <param name="outside">Label of what lies outside the frame.</param>
    public SceneFrame Of(SceneFrame frame, Random? random, byte outside)
    {
        using var matrix = Matrix(frame.Picture.Size(), random);
        var lesionOutside = frame.Lesion.At<byte>(0, 0) == SceneFrame.LesionUnknown ? SceneFrame.LesionUnknown : 0;
        return new(
            Warp(frame.Picture, matrix, InterpolationFlags.Linear, Scalar.All(0)), Warp(frame.Labels, matrix, InterpolationFlags.Nearest, new(outside)),
            Warp(frame.Lesion, matrix, InterpolationFlags.Nearest, new(lesionOutside)), frame.Group);
    }

    private Mat Matrix(Size from, Random? random)
    {
        var (sx, sy) = ((double)size.Width / from.Width, (double)size.Height / from.Height);
        if (random is null)
        {
            return Affine([sx, 0, (0.5 * sx) - 0.5, 0, sy, (0.5 * sy) - 0.5]);
        }

        var scale = Math.Exp(Between(random, -0.2, 0.55));
        var stretch = Math.Exp(Between(random, -0.14, 0.14));
        var (sin, cos) = Math.SinCos(Between(random, -GreatestTurn, GreatestTurn) * Math.PI / 180);
        var flipX = random.Next(2) == 0 ? -1 : 1;
        var flipY = random.Next(4) == 0 ? -1 : 1;
        var (ax, ay) = (scale * stretch * flipX, scale / stretch * flipY);
        double[] m = [sx * ax * cos, -sy * ay * sin, sx * ax * sin, sy * ay * cos];
        var room = Math.Max(0, scale - 0.85);
        var centreX = (0.5 * size.Width) + (Between(random, -0.5, 0.5) * room * size.Width);
        var centreY = (0.5 * size.Height) + (Between(random, -0.5, 0.5) * room * size.Height);
        return Affine(
        [
            m[0], m[1], centreX - (m[0] * from.Width / 2) - (m[1] * from.Height / 2),
            m[2], m[3], centreY - (m[2] * from.Width / 2) - (m[3] * from.Height / 2),
        ]);
    }

    private Mat Warp(Mat from, Mat matrix, InterpolationFlags how, Scalar outside)
    {
        var to = new Mat();
        Cv2.WarpAffine(from, to, matrix, size, how, BorderTypes.Constant, outside);
        return to;
    }

    private static Mat Affine(double[] values)
    {
        var matrix = new Mat(2, 3, MatType.CV_64FC1);
        values.CopyTo(matrix.AsSpan<double>());
        return matrix;
    }

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
