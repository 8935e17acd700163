using OpenCvSharp;

namespace SurgicalAI.Learning.Scenes.Augment;

/// <summary>
/// What light, lens, sensor and recorder do to a picture, far beyond what any one of them does: exposure, contrast, colour, smoke,
/// highlights, blur, noise, JPEG. In place.
/// </summary>
internal sealed class Photometry : IDisposable
{
    private const int NoiseSide = 1024;

    // Drawn once; each use reads it at a random place.
    private readonly Mat _noise = new(NoiseSide, NoiseSide, MatType.CV_16SC3);

    public Photometry(ulong seed)
    {
        var random = Training.SeedMix.Random(seed, -7);
        foreach (ref var value in _noise.AsSpan<short>())
        {
            value = (short)(16 * Normal(random));
        }
    }

    /// <summary>Changes a picture of three bytes per pixel.</summary>
    public void Apply(Mat picture, Random random)
    {
        Sometimes(random, 0.12, () => Smoke(picture, random));
        Sometimes(random, 0.3, () => Highlights(picture, random));
        Recolour(picture, random);
        Sometimes(random, 0.35, () => Blur(picture, random));
        Sometimes(random, 0.5, () => Noise(picture, random));
        Sometimes(random, 0.3, () => Recode(picture, random));
    }

    public void Dispose() => _noise.Dispose();

    /// <summary>Exposure, contrast, gamma, white balance, saturation and hue.</summary>
    public static void Recolour(Mat picture, Random random)
    {
        using var tables = Tables(random);
        using var mix = ColourMix(random);
        Cv2.LUT(picture, tables, picture);
        Cv2.Transform(picture, picture, mix);
    }

    private static Mat Tables(Random random)
    {
        var tables = new Mat(1, 256, MatType.CV_8UC3);
        var to = tables.AsSpan<byte>();
        var (gamma, contrast, offset) = (Math.Exp(Spread(random, 0.35)), Math.Exp(Spread(random, 0.3)), Spread(random, 20));
        var exposure = Math.Exp(Spread(random, 0.35));
        for (var channel = 0; channel < 3; channel++)
        {
            var gain = exposure * Math.Exp(Spread(random, 0.15));
            for (var value = 0; value < 256; value++)
            {
                var lit = 255 * gain * Math.Pow(value / 255.0, gamma);
                to[(3 * value) + channel] = (byte)Math.Clamp(((lit - 110) * contrast) + 110 + offset, 0, 255);
            }
        }

        return tables;
    }

    // Saturation about the grey of equal weights, and a turn of the hue about the grey axis.
    private static Mat ColourMix(Random random)
    {
        var saturation = Math.Exp(Spread(random, 0.6));
        var (s, c) = Math.SinCos(Spread(random, 0.25));
        var (same, next, last) = (c + ((1 - c) / 3), ((1 - c) / 3) - (s / Math.Sqrt(3)), ((1 - c) / 3) + (s / Math.Sqrt(3)));
        double[] turn = [same, next, last, last, same, next, next, last, same];
        var mix = new Mat(3, 3, MatType.CV_32FC1);
        var to = mix.AsSpan<float>();
        for (var i = 0; i < 9; i++)
        {
            to[i] = (float)((saturation * turn[i]) + ((1 - saturation) / 3));
        }

        return mix;
    }

    private static void Smoke(Mat picture, Random random)
    {
        using var small = new Mat(4, 5, MatType.CV_8UC3);
        var strength = 0.15 + (0.45 * random.NextDouble());
        var tone = 120 + random.Next(110);
        foreach (ref var value in small.AsSpan<Vec3b>())
        {
            var v = (byte)(tone * random.NextDouble());
            value = new(v, v, v);
        }

        using var smoke = small.Resize(picture.Size(), interpolation: InterpolationFlags.Cubic);
        Cv2.AddWeighted(picture, 1 - (strength * 0.8), smoke, strength, 0, picture);
    }

    // Wet spots that mirror the lamp: on tissue and on metal alike.
    private static void Highlights(Mat picture, Random random)
    {
        using var spots = new Mat(picture.Size(), MatType.CV_8UC3, Scalar.All(0));
        for (var left = 2 + random.Next(14); left > 0; left--)
        {
            var centre = new Point(random.Next(picture.Cols), random.Next(picture.Rows));
            var axes = new Size(1 + random.Next(9), 1 + random.Next(5));
            Cv2.Ellipse(spots, centre, axes, random.Next(180), 0, 360, Scalar.All(120 + random.Next(136)), -1);
        }

        Cv2.GaussianBlur(spots, spots, new Size(0, 0), 0.6 + (1.2 * random.NextDouble()));
        Cv2.Add(picture, spots, picture);
    }

    private static void Blur(Mat picture, Random random)
    {
        if (random.Next(3) == 0)
        {
            using var kernel = new Mat(1, 3 + (2 * random.Next(4)), MatType.CV_32FC1);
            kernel.SetTo(new Scalar(1.0 / kernel.Cols));
            using var turned = random.Next(2) == 0 ? kernel.Clone() : kernel.T().ToMat();
            Cv2.Filter2D(picture, picture, -1, turned);
        }
        else
        {
            Cv2.GaussianBlur(picture, picture, new Size(0, 0), 0.4 + (1.6 * random.NextDouble()));
        }
    }

    private void Noise(Mat picture, Random random)
    {
        var place = new Rect(random.Next(NoiseSide - picture.Cols), random.Next(NoiseSide - picture.Rows), picture.Cols, picture.Rows);
        using var part = new Mat(_noise, place);
        using var wide = new Mat();
        picture.ConvertTo(wide, MatType.CV_16SC3);
        Cv2.ScaleAdd(part, 10 * random.NextDouble() / 16, wide, wide);
        wide.ConvertTo(picture, MatType.CV_8UC3);
    }

    private static void Recode(Mat picture, Random random)
    {
        Cv2.ImEncode(".jpg", picture, out var bytes, new ImageEncodingParam(ImwriteFlags.JpegQuality, 25 + random.Next(70)));
        using var decoded = Cv2.ImDecode(bytes, ImreadModes.Color);
        decoded.CopyTo(picture);
    }

    private static void Sometimes(Random random, double chance, Action change)
    {
        if (random.NextDouble() < chance)
        {
            change();
        }
    }

    private static double Spread(Random random, double halfWidth) => halfWidth * ((2 * random.NextDouble()) - 1);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
