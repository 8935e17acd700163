namespace SurgicalAI.Sim.Rendering;

/// <summary>Makes the textures of soft materials: mottling, vessels, slope along u, slope along v, one byte each. Set-up code.</summary>
internal static class FleshTextures
{
    public const int Count = 4;

    /// <summary>Side, texels.</summary>
    public const int SizePx = 512;

    private static readonly Lazy<byte[]>[] Cache = [.. Enum.GetValues<FleshTexture>().Select(t => new Lazy<byte[]>(() => Make(t)))];

    /// <summary>Texels (SizePx x SizePx x 4), row by row; made once per process.</summary>
    public static ReadOnlySpan<byte> Texels(FleshTexture texture) => Cache[(int)texture].Value;

    private static byte[] Make(FleshTexture texture)
    {
        var field = new Field(texture);
        var relief = new float[SizePx * SizePx];
        var texels = new byte[4 * SizePx * SizePx];
        Parallel.For(0, SizePx, y => FillRow(field, y, relief, texels));
        Parallel.For(0, SizePx, y => FillSlopes(relief, y, texels));
        return texels;
    }

    private static void FillRow(Field field, int y, float[] relief, byte[] texels)
    {
        for (var x = 0; x < SizePx; x++)
        {
            var i = (y * SizePx) + x;
            var (tone, vessel, height) = field.At((float)x / SizePx, (float)y / SizePx, i);
            texels[4 * i] = ToByte(tone);
            texels[(4 * i) + 1] = ToByte(vessel);
            relief[i] = height;
        }
    }

    private static void FillSlopes(float[] relief, int y, byte[] texels)
    {
        const float Gain = 3.2f;
        var (above, below) = ((y + SizePx - 1) % SizePx * SizePx, (y + 1) % SizePx * SizePx);
        for (var x = 0; x < SizePx; x++)
        {
            var i = (y * SizePx) + x;
            texels[(4 * i) + 2] = ToByte(0.5f + (Gain * (relief[(y * SizePx) + ((x + 1) % SizePx)] - relief[(y * SizePx) + ((x + SizePx - 1) % SizePx)])));
            texels[(4 * i) + 3] = ToByte(0.5f + (Gain * (relief[below + x] - relief[above + x])));
        }
    }

    private static byte ToByte(float unit) => (byte)Math.Clamp((int)((unit * 255) + 0.5f), 0, 255);

    /// <summary>Tone, vessels and height of one material over the unit square.</summary>
    private sealed class Field(FleshTexture texture)
    {
        private readonly TileableNoise _noise = new((ulong)texture + 51);
        private readonly TileableCells _cells = new((ulong)texture + 61, 11);
        private readonly TileableCells _fine = new((ulong)texture + 71, 29);
        private readonly float[]? _vessels = texture == FleshTexture.Peritoneum ? VesselTree.Draw(SizePx, 5) : null;

        public (float Tone, float Vessel, float Height) At(float u, float v, int texel) => texture switch
        {
            FleshTexture.Peritoneum => Peritoneum(u, v, _vessels![texel]),
            FleshTexture.Organ => Organ(u, v),
            FleshTexture.Fat => Fat(u, v),
            _ => Weave(u, v),
        };

        private (float, float, float) Peritoneum(float u, float v, float vessel)
        {
            var broad = _noise.Fractal(u, v, 3, 3);
            var fibres = _noise.Sample(u + (0.08f * broad), v, 5, 3) + (0.6f * _noise.Sample(u * 1, v * 4, 24, 4));
            var fine = _noise.Fractal(u, v, 40, 3);
            return (0.5f + (0.65f * broad) + (0.16f * fibres) + (0.22f * fine), vessel, (0.5f * _noise.Fractal(u, v, 9, 3)) + (0.1f * fibres) + (0.16f * fine) + (0.22f * vessel));
        }

        private (float, float, float) Organ(float u, float v)
        {
            var broad = _noise.Fractal(u, v, 4, 3);
            var grain = _noise.Fractal(u, v, 64, 2);
            var vessel = Math.Clamp(1 - (14 * MathF.Abs(_noise.Sample(u, v, 5, 3))), 0, 1) * Math.Clamp(broad, 0, 1);
            return (0.5f + (0.55f * broad) + (0.2f * grain), vessel, (0.45f * _noise.Fractal(u, v, 8, 3)) + (0.12f * grain));
        }

        private (float, float, float) Fat(float u, float v)
        {
            var (wu, wv) = (u + (0.02f * _noise.Sample(u, v, 9, 1)), v + (0.02f * _noise.Sample(u, v, 9, 2)));
            var big = _cells.Edge(wu, wv);
            var small = _fine.Edge(wu, wv);
            var (dome, pearl) = (1 - ((1 - big) * (1 - big)), 1 - ((1 - small) * (1 - small)));
            var height = (1.0f * dome) + (0.3f * pearl) + (0.5f * _noise.Fractal(u, v, 7, 2));
            var vessel = Math.Clamp(1 - (20 * MathF.Abs(_noise.Sample(u, v, 6, 3))), 0, 1);
            return (0.3f + (0.35f * dome) + (0.15f * pearl) + (0.4f * _noise.Fractal(u, v, 5, 4)), vessel, 0.6f * height);
        }

        // Forty threads each way; each passes over and under its crossings in turn.
        private (float, float, float) Weave(float u, float v)
        {
            const int Threads = 20;
            var (x, y) = (Threads * (u + (0.004f * _noise.Sample(u, v, 12, 1))), Threads * (v + (0.004f * _noise.Sample(u, v, 12, 2))));
            var over = MathF.Cos(MathF.PI * (MathF.Floor(x) + MathF.Floor(y)));
            var (dx, dy) = ((2 * (x - MathF.Floor(x))) - 1, (2 * (y - MathF.Floor(y))) - 1);
            var warp = MathF.Max(0, 1 - (1.9f * dx * dx)) * (0.75f + (0.25f * over * MathF.Cos(MathF.PI / 2 * dy)));
            var weft = MathF.Max(0, 1 - (1.9f * dy * dy)) * (0.75f - (0.25f * over * MathF.Cos(MathF.PI / 2 * dx)));
            var height = MathF.Max(warp, weft);
            return (height + (0.15f * _noise.Fractal(u, v, 60, 2)), 0, 0.12f * height);
        }
    }
}
