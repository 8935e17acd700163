using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws branching vessels that wind, fork and taper, on a square that repeats without a seam. Set-up code.</summary>
internal static class VesselTree
{
    private const int Trunks = 9;
    private const int MaxBranches = 900;
    private const float TrunkRadius = 0.0052f;
    private const float ThinnestRadius = 0.0011f;

    /// <summary>Strength of the vessels, 0 to 1, row by row.</summary>
    /// <param name="sizePx">Side of the square, texels.</param>
    /// <param name="seed">Which tree.</param>
    public static float[] Draw(int sizePx, ulong seed)
    {
        var random = SeededRandom.Stream(seed, 79);
        var field = new float[sizePx * sizePx];
        var waiting = new Queue<Branch>();
        for (var i = 0; i < Trunks; i++)
        {
            waiting.Enqueue(new(random.Between(0f, 1f), random.Between(0f, 1f), random.Between(0f, 6.28f), TrunkRadius * random.Between(0.45f, 1f)));
        }

        for (var grown = 0; grown < MaxBranches && waiting.TryDequeue(out var branch); grown++)
        {
            Grow(branch, field, sizePx, ref random, waiting);
        }

        return field;
    }

    private static void Grow(Branch b, float[] field, int sizePx, ref SeededRandom random, Queue<Branch> waiting)
    {
        var (x, y, heading, radius, bend) = (b.X, b.Y, b.Heading, b.Radius, 0f);
        var step = 0.6f / sizePx;
        var length = (int)((0.10f + (26 * radius)) / step * random.Between(0.5f, 1.2f));
        for (var i = 0; i < length && radius > ThinnestRadius * 0.7f; i++)
        {
            bend = (0.985f * bend) + random.Between(-0.006f, 0.006f);
            heading += bend;
            (x, y) = (x + (step * MathF.Cos(heading)), y + (step * MathF.Sin(heading)));
            radius *= 1 - (0.35f / length);
            Stamp(field, sizePx, x, y, radius);
            if (radius > ThinnestRadius && random.Chance(0.011))
            {
                var turn = random.Between(0.45f, 1.1f) * (random.Chance(0.5) ? 1 : -1);
                waiting.Enqueue(new(x, y, heading + turn, radius * random.Between(0.45f, 0.8f)));
            }
        }
    }

    // Strength falls with thinness: a capillary is paler than a trunk.
    private static void Stamp(float[] field, int sizePx, float x, float y, float radius)
    {
        var (cx, cy, r) = (x * sizePx, y * sizePx, radius * sizePx);
        var strength = Math.Clamp(0.45f + (110 * radius), 0, 1);
        for (var j = (int)MathF.Floor(cy - r - 1); j <= cy + r + 1; j++)
        {
            for (var i = (int)MathF.Floor(cx - r - 1); i <= cx + r + 1; i++)
            {
                var d = MathF.Sqrt(((i - cx) * (i - cx)) + ((j - cy) * (j - cy)));
                ref var texel = ref field[(Wrap(j, sizePx) * sizePx) + Wrap(i, sizePx)];
                texel = MathF.Max(texel, strength * Math.Clamp(r + 0.5f - d, 0, 1));
            }
        }
    }

    private static int Wrap(int i, int size) => ((i % size) + size) % size;

    private readonly record struct Branch(float X, float Y, float Heading, float Radius);
}
