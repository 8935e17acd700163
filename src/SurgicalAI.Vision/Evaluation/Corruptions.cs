using OpenCvSharp;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>
/// What goes wrong with endoscopic pictures, in five strengths: blur (out of focus), smoke (a bright veil with clouds), noise, over- and
/// under-exposure, JPEG. Lengths follow the picture's width. The same seed and frame give the same bytes. Not thread-safe.
/// </summary>
internal sealed class Corruptions(ulong seed) : IDisposable
{
    /// <summary>The greatest strength.</summary>
    public const int Strongest = 5;

    private const int CloudPx = 9;

    private readonly Mat _field = new();
    private readonly Mat _wide = new();
    private readonly Mat _scratch = new();

    /// <summary>The kinds, by the names that reports use.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["blur", "smoke", "noise", "over-exposure", "under-exposure", "jpeg"];

    /// <summary>Writes a corrupted copy.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="strength">1 to <see cref="Strongest"/>.</param>
    /// <param name="frame">Number of the frame: its own clouds and noise.</param>
    /// <param name="picture">Read: BGR.</param>
    /// <param name="corrupted">Written: BGR of the same size.</param>
    public void Apply(string kind, int strength, int frame, Mat picture, Mat corrupted)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(strength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(strength, Strongest);
        var s = strength - 1;
        switch (kind)
        {
            case "blur":
                Blur(Level(s, 1, 2, 4, 7, 11) * picture.Width / 640, picture, corrupted);
                break;
            case "smoke":
                Smoke(Level(s, 0.2, 0.35, 0.5, 0.65, 0.8), frame, picture, corrupted);
                break;
            case "noise":
                Noise(Level(s, 6, 12, 20, 32, 48), frame, picture, corrupted);
                break;
            case "over-exposure":
                picture.ConvertTo(corrupted, -1, Level(s, 1.3, 1.7, 2.2, 2.8, 3.5));
                break;
            case "under-exposure":
                picture.ConvertTo(corrupted, -1, Level(s, 0.7, 0.5, 0.35, 0.22, 0.12));
                break;
            case "jpeg":
                Jpeg((int)Level(s, 60, 30, 15, 8, 4), picture, corrupted);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown corruption.");
        }
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        _field.Dispose();
        _wide.Dispose();
        _scratch.Dispose();
    }

    private static double Level(int index, params ReadOnlySpan<double> levels) => levels[index];

    private static void Blur(double sigmaPx, Mat picture, Mat corrupted) => Cv2.GaussianBlur(picture, corrupted, default, sigmaPx);

    // Light grey mixed in by a smooth random field around the mean thickness.
    private void Smoke(double thickness, int frame, Mat picture, Mat corrupted)
    {
        using var coarse = new Mat(CloudPx, CloudPx, MatType.CV_32FC1);
        Random(frame).Fill(coarse, DistributionType.Uniform, new Scalar(thickness - 0.2), new Scalar(thickness + 0.2));
        Cv2.Resize(coarse, _field, picture.Size(), interpolation: InterpolationFlags.Cubic);
        Cv2.CvtColor(_field, _wide, ColorConversionCodes.GRAY2BGR);
        picture.ConvertTo(_scratch, MatType.CV_32FC3);
        using var toGrey = (new Scalar(205, 205, 205) - _scratch).ToMat();
        using var veil = toGrey.Mul(_wide).ToMat();
        using var mixed = (_scratch + veil).ToMat();
        mixed.ConvertTo(corrupted, MatType.CV_8UC3);
    }

    private void Noise(double sd, int frame, Mat picture, Mat corrupted)
    {
        _field.Create(picture.Size(), MatType.CV_16SC3);
        Random(frame).Fill(_field, DistributionType.Normal, Scalar.All(0), Scalar.All(sd));
        picture.ConvertTo(_scratch, MatType.CV_16SC3);
        Cv2.Add(_scratch, _field, _wide);
        _wide.ConvertTo(corrupted, MatType.CV_8UC3);
    }

    private static void Jpeg(int quality, Mat picture, Mat corrupted)
    {
        Cv2.ImEncode(".jpg", picture, out var bytes, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
        using var decoded = Cv2.ImDecode(bytes, ImreadModes.Color);
        decoded.CopyTo(corrupted);
    }

    private RNG Random(int frame) => new(unchecked((seed * 1_000_003) + (ulong)frame + 1));
}
