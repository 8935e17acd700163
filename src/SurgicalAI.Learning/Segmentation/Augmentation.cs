namespace SurgicalAI.Learning.Segmentation;

/// <summary>
/// Changes of a training picture that leave its meaning: mirror, exposure, contrast, gamma, white balance, hue and
/// saturation, blur, noise. What acts on one channel at a time is one table look-up.
/// </summary>
internal sealed class Augmentation
{
    private const int W = SegmentationNet.WidthPx;
    private const int Pixels = SegmentationNet.HeightPx * W;

    // Noise is read from one long table at a random place: drawing a normal number per pixel would cost more than the network.
    private readonly float[] _noise = new float[1 << 20];

    public Augmentation(ulong seed)
    {
        var random = Training.SeedMix.Random(seed, -7);
        for (var i = 0; i < _noise.Length; i++)
        {
            _noise[i] = (float)Normal(random);
        }
    }

    /// <summary>Writes a window of a picture: planes of blue, green and red (0 to 255), and its classes.</summary>
    public void Apply(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> labels, Window window, Random random, Span<float> planes, Span<long> classes)
    {
        var mirrored = random.Next(2) == 0;
        Recolour(picture, window, mirrored, random, planes);
        var to = 0;
        for (var y = 0; y < window.Height; y++)
        {
            for (var x = 0; x < window.Width; x++)
            {
                classes[to++] = labels[window.Source(x, y, mirrored)];
            }
        }

        if (random.NextDouble() < 0.3)
        {
            Blur(planes, window.Width, (float)random.NextDouble());
        }

        if (random.NextDouble() < 0.5)
        {
            AddNoise(planes, random);
        }
    }

    /// <summary>Writes one sample as it is.</summary>
    public static void Plain(ReadOnlySpan<byte> picture, Span<float> planes)
    {
        for (var i = 0; i < Pixels; i++)
        {
            planes[i] = picture[3 * i];
            planes[Pixels + i] = picture[(3 * i) + 1];
            planes[(2 * Pixels) + i] = picture[(3 * i) + 2];
        }
    }

    private static void Recolour(ReadOnlySpan<byte> picture, Window window, bool mirrored, Random random, Span<float> planes)
    {
        var tables = Tables(random);
        var mix = ColourMix(random);
        var (to, pixels) = (0, window.Width * window.Height);
        for (var y = 0; y < window.Height; y++)
        {
            for (var x = 0; x < window.Width; x++, to++)
            {
                var from = 3 * window.Source(x, y, mirrored);
                float b = tables[picture[from]], g = tables[256 + picture[from + 1]], r = tables[512 + picture[from + 2]];
                planes[to] = Math.Clamp((mix[0] * b) + (mix[1] * g) + (mix[2] * r), 0, 255);
                planes[pixels + to] = Math.Clamp((mix[3] * b) + (mix[4] * g) + (mix[5] * r), 0, 255);
                planes[(2 * pixels) + to] = Math.Clamp((mix[6] * b) + (mix[7] * g) + (mix[8] * r), 0, 255);
            }
        }
    }

    // Exposure, white balance, gamma, contrast and offset, for each channel and byte.
    private static float[] Tables(Random random)
    {
        var tables = new float[3 * 256];
        var (gamma, contrast, offset) = (Math.Exp(Spread(random, 0.25)), Math.Exp(Spread(random, 0.25)), Spread(random, 15));
        var exposure = Math.Exp(Spread(random, 0.3));
        for (var channel = 0; channel < 3; channel++)
        {
            var gain = exposure * Math.Exp(Spread(random, 0.1));
            for (var value = 0; value < 256; value++)
            {
                var lit = 255 * gain * Math.Pow(value / 255.0, gamma);
                tables[(channel * 256) + value] = (float)Math.Clamp(((lit - 110) * contrast) + 110 + offset, 0, 255);
            }
        }

        return tables;
    }

    // Saturation about the grey of equal weights, and a turn of the hue about the grey axis.
    private static float[] ColourMix(Random random)
    {
        var saturation = Math.Exp(Spread(random, 0.4));
        var (s, c) = Math.SinCos(Spread(random, 0.2));
        var (same, next, last) = (c + ((1 - c) / 3), ((1 - c) / 3) - (s / Math.Sqrt(3)), ((1 - c) / 3) + (s / Math.Sqrt(3)));
        double[] turn = [same, next, last, last, same, next, next, last, same];
        return [.. turn.Select(t => (float)((saturation * t) + ((1 - saturation) / 3)))];
    }

    private static void Blur(Span<float> planes, int width, float strength)
    {
        var (side, pixels) = (strength / 4, planes.Length / 3);
        for (var plane = 0; plane < 3; plane++)
        {
            var p = planes.Slice(plane * pixels, pixels);
            BlurAlong(p, 1, side);
            BlurAlong(p, width, side);
        }
    }

    // In place: the value before is remembered unblurred. Rows run into each other at the border, which does not matter.
    private static void BlurAlong(Span<float> plane, int step, float side)
    {
        for (var start = 0; start < step; start++)
        {
            var before = plane[start];
            for (var i = start + step; i < plane.Length - step; i += step)
            {
                var here = plane[i];
                plane[i] = here + (side * (before + plane[i + step] - (2 * here)));
                before = here;
            }
        }
    }

    private void AddNoise(Span<float> planes, Random random)
    {
        var sigma = 6 * random.NextSingle();
        var noise = _noise.AsSpan(random.Next(_noise.Length - planes.Length), planes.Length);
        for (var i = 0; i < planes.Length; i++)
        {
            planes[i] = Math.Clamp(planes[i] + (sigma * noise[i]), 0, 255);
        }
    }

    private static double Spread(Random random, double halfWidth) => halfWidth * ((2 * random.NextDouble()) - 1);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
