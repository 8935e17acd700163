namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Precomputed, tileable tissue detail, one byte per channel: mottling, vessels, relief slope along u, slope along v.
/// Colours are applied by the shader, so that few textures serve every tone.
/// </summary>
internal static class TissueTexture
{
    public const int SizePx = 512;
    public const int Variants = 4;

    /// <summary>Side of one tile on the tissue at scale 1, metres.</summary>
    public const float TileM = 0.13f;

    private static readonly Lazy<byte[]>[] Cache = [.. Enumerable.Range(0, Variants).Select(i => new Lazy<byte[]>(() => Make(i)))];

    /// <summary>Texels (SizePx x SizePx x 4), row by row; made once per process.</summary>
    public static ReadOnlySpan<byte> Texels(int variant) => Cache[variant].Value;

    private static byte[] Make(int variant)
    {
        var noise = new TileableNoise((ulong)variant + 11);
        var relief = new float[SizePx * SizePx];
        var texels = new byte[SizePx * SizePx * 4];
        Parallel.For(0, SizePx, y => FillRow(noise, y, relief, texels));
        Parallel.For(0, SizePx, y => FillSlopes(relief, y, texels));
        return texels;
    }

    private static void FillRow(TileableNoise noise, int y, float[] relief, byte[] texels)
    {
        for (var x = 0; x < SizePx; x++)
        {
            var (u, v) = ((float)x / SizePx, (float)y / SizePx);
            var broad = noise.Fractal(u, v, 3, 3);
            var (wu, wv) = (u + (0.035f * noise.Sample(u, v, 7, 1)), v + (0.035f * noise.Sample(u, v, 7, 2)));
            var fine = noise.Fractal(u, v, 24, 3);
            var broken = Math.Clamp(0.55f + (1.9f * noise.Sample(u, v, 8, 12)), 0, 1);
            var vessels = Math.Max(broken * Ridge(noise.Sample(wu, wv, 3, 3), 42), 0.55f * (1 - broken) * Ridge(noise.Sample(wu, wv, 9, 4), 17));
            vessels *= Math.Clamp((1.7f * broad) + 0.8f, 0, 1);
            var i = (y * SizePx) + x;
            texels[4 * i] = ToByte(0.5f + (0.55f * broad) + (0.22f * fine));
            texels[(4 * i) + 1] = ToByte(vessels);
            relief[i] = (0.5f * noise.Fractal(u, v, 14, 2)) + (0.35f * noise.Fractal(u, v, 44, 2)) + (0.25f * vessels);
        }
    }

    private static void FillSlopes(float[] relief, int y, byte[] texels)
    {
        const float Gain = 3.2f;
        for (var x = 0; x < SizePx; x++)
        {
            var i = (y * SizePx) + x;
            var dx = relief[(y * SizePx) + ((x + 1) % SizePx)] - relief[(y * SizePx) + ((x + SizePx - 1) % SizePx)];
            var dy = relief[(((y + 1) % SizePx) * SizePx) + x] - relief[(((y + SizePx - 1) % SizePx) * SizePx) + x];
            texels[(4 * i) + 2] = ToByte(0.5f + (Gain * dx));
            texels[(4 * i) + 3] = ToByte(0.5f + (Gain * dy));
        }
    }

    // A zero crossing of smooth noise is a winding line: the sharper the ridge, the thinner the vessel.
    private static float Ridge(float noise, float sharpness) => MathF.Max(0, 1 - (sharpness * MathF.Abs(noise)));

    private static byte ToByte(float unit) => (byte)Math.Clamp((int)((unit * 255) + 0.5f), 0, 255);
}
