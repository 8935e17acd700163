using SurgicalAI.Core.Imaging;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Learning.Policies;

/// <summary>Perturbs one observation in place; the stereo numbers are computed anew, so they stay those of the perturbed picture.</summary>
internal sealed class TokenAugmentation(AugmentationOptions options, Random random)
{
    // Half the width of a 320-wide map is the unit of image coordinates.
    private const double UnitPx = 160;

    public void Tokens(Span<float> tokens)
    {
        for (var t = 0; t < TokenLayout.Tokens; t++)
        {
            var token = tokens.Slice(t * TokenLayout.Features, TokenLayout.Features);
            if (token[TokenLayout.Present] > 0)
            {
                Jitter(token);
                Drop(token, options.DropEye);
            }
        }

        for (var c = 1; c < (int)SegmentationClass.Target; c++)
        {
            if (random.NextDouble() < options.DropClass)
            {
                tokens.Slice((c - 1) * TokenLayout.Features, TokenLayout.Features).Clear();
                tokens.Slice((c - 1 + TokenLayout.Classes) * TokenLayout.Features, TokenLayout.Features).Clear();
            }
        }

        StereoFeatures.Fill(tokens);
    }

    /// <summary>Moves the measured position; the translations of the plan move the other way, for the goal stays where it is.</summary>
    public void Position(Span<float> state, Span<float> actions, int actionLength)
    {
        for (var axis = 0; axis < 3; axis++)
        {
            var noise = (float)(options.PositionM * Normal());
            state[axis] += noise;
            for (var at = axis; at < actions.Length; at += actionLength)
            {
                actions[at] -= noise;
            }
        }
    }

    private void Jitter(Span<float> token)
    {
        var shift = options.CentroidPx / UnitPx;
        token[TokenLayout.CentroidX] += (float)(shift * Normal());
        token[TokenLayout.CentroidY] += (float)(shift * Normal());
        for (var side = 0; side < 4; side++)
        {
            token[TokenLayout.Box + side] += (float)(4 * shift * Normal());
        }

        foreach (var f in (ReadOnlySpan<int>)[TokenLayout.Size, TokenLayout.Major, TokenLayout.Minor])
        {
            token[f] *= (float)(1 + (options.Size * Normal()));
        }
    }

    private void Drop(Span<float> token, double chance)
    {
        if (random.NextDouble() < chance)
        {
            token.Clear();
        }
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
