using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Draws branching vessels that wind, fork and taper, on a square that repeats without a seam. Set-up code.</summary>
internal static class VesselTree
{
    private const int Trunks = 12;
    private const int MaxBranches = 1600;
    private const float TrunkRadius = 0.0055f;
    private const float ThinnestRadius = 0.0010f;

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

    // A branch keeps its course on the whole and winds about it.
    private static void Grow(Branch b, float[] field, int sizePx, ref SeededRandom random, Queue<Branch> waiting)
    {
        var (x, y, radius, bend, drift) = (b.X, b.Y, b.Radius, 0f, 0f);
        const float Step = 0.6e-3f;
        var length = (int)((0.12f + (60 * radius)) / Step * random.Between(0.6f, 1.3f));
        for (var i = 0; i < length && radius > 0.5f * ThinnestRadius; i++)
        {
            drift = (0.98f * drift) + random.Between(-0.012f, 0.012f);
            bend += (0.25f * drift) - (0.004f * bend);
            (x, y) = (x + (Step * MathF.Cos(b.Heading + bend)), y + (Step * MathF.Sin(b.Heading + bend)));
            radius *= 1 - (0.6f / length);
            Stamp(field, sizePx, x, y, radius);
            if (radius > 0.7f * ThinnestRadius && random.Chance(0.009))
            {
                var turn = random.Between(0.35f, 1.0f) * (random.Chance(0.5) ? 1 : -1);
                waiting.Enqueue(new(x, y, b.Heading + bend + turn, radius * random.Between(0.55f, 0.9f)));
            }
        }
    }

    // Strength falls with thinness: a capillary is paler than a trunk.
    private static void Stamp(float[] field, int sizePx, float x, float y, float radius)
    {
        var (cx, cy, r) = (x * sizePx, y * sizePx, radius * sizePx);
        var strength = Math.Clamp(0.55f + (110 * radius), 0, 1);
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
