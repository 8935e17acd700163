using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Gradient noise on the unit square that repeats without a seam.</summary>
internal sealed class TileableNoise
{
    private const int Size = 256;
    private readonly byte[] _shuffle = new byte[Size];
    private readonly float[] _gradientX = new float[Size];
    private readonly float[] _gradientY = new float[Size];

    public TileableNoise(ulong seed)
    {
        var random = SeededRandom.Stream(seed, 77);
        for (var i = 0; i < Size; i++)
        {
            _shuffle[i] = (byte)i;
            (_gradientY[i], _gradientX[i]) = MathF.SinCos(2 * MathF.PI * i / Size);
        }

        for (var i = Size - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (_shuffle[i], _shuffle[j]) = (_shuffle[j], _shuffle[i]);
        }
    }

    /// <summary>Sum of octaves, about -0.7 to 0.7.</summary>
    public float Fractal(float u, float v, int cells, int octaves)
    {
        var (sum, weight) = (0f, 1f);
        for (var o = 0; o < octaves; o++, cells *= 2, weight /= 2)
        {
            sum += weight * Sample(u, v, cells, o + 5);
        }

        return sum;
    }

    /// <summary>One octave, about -0.7 to 0.7.</summary>
    /// <param name="u">Place, periodic with 1.</param>
    /// <param name="v">Place, periodic with 1.</param>
    /// <param name="cells">Cells per period.</param>
    /// <param name="layer">Choice among unrelated fields.</param>
    public float Sample(float u, float v, int cells, int layer)
    {
        var (x, y) = (u * cells, v * cells);
        var (x0, y0) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (fx, fy) = (x - x0, y - y0);
        var (sx, sy) = (Fade(fx), Fade(fy));
        var low = Mix(Corner(x0, y0, cells, layer, fx, fy), Corner(x0 + 1, y0, cells, layer, fx - 1, fy), sx);
        var high = Mix(Corner(x0, y0 + 1, cells, layer, fx, fy - 1), Corner(x0 + 1, y0 + 1, cells, layer, fx - 1, fy - 1), sx);
        return Mix(low, high, sy);
    }

    private static float Fade(float t) => t * t * t * ((t * ((t * 6) - 15)) + 10);

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);

    private static int Wrap(int i, int cells) => ((i % cells) + cells) % cells;

    private float Corner(int x, int y, int cells, int layer, float dx, float dy)
    {
        var h = _shuffle[(_shuffle[(_shuffle[Wrap(x, cells) & 255] + Wrap(y, cells)) & 255] + (layer * 37)) & 255];
        return (_gradientX[h] * dx) + (_gradientY[h] * dy);
    }
}
