using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Learning.Policies;

/// <summary>
/// Means and scales that live inside the network: tokens and state are standardised, positions of the plan are standardised
/// step by step, rotations stay raw (the identity is taken off), of the jaw the mean is taken off.
/// </summary>
internal sealed class ActScaling
{
    // Features that hardly vary would otherwise be blown up to noise; the grid's cells are fractions of 1.
    private const double SmallestScale = 0.02;
    private const double SmallestGridScale = 0.1;
    private const double SmallestPositionM = 1e-4;
    private static readonly float[] NoRotation = [1, 0, 0, 0, 1, 0];

    public float[] TokenMean { get; } = new float[TokenLayout.Tokens * TokenLayout.Features];

    public float[] TokenScale { get; } = new float[TokenLayout.Tokens * TokenLayout.Features];

    public float[] StateMean { get; } = new float[TokenLayout.State];

    public float[] StateScale { get; } = new float[TokenLayout.State];

    public required float[] ActionMean { get; init; }

    public required float[] ActionScale { get; init; }

    /// <summary>The flag of a token that says whether one of its numbers means anything: stereo numbers need both eyes.</summary>
    public static int GateOf(int feature) =>
        feature is >= TokenLayout.Disparity and < TokenLayout.Grid ? TokenLayout.Stereo : TokenLayout.Present;

    public static ActScaling Of(TokenDataset data, IReadOnlyList<int> frames, int steps)
    {
        var scaling = new ActScaling
        {
            ActionMean = new float[steps * HybridRelative.Length],
            ActionScale = new float[steps * HybridRelative.Length],
        };
        scaling.FitTokens(data, frames);
        scaling.FitState(data, frames);
        scaling.FitActions(data, frames, steps);
        return scaling;
    }

    private void FitTokens(TokenDataset data, IReadOnlyList<int> frames)
    {
        for (var t = 0; t < TokenLayout.Tokens; t++)
        {
            for (var f = 0; f < TokenLayout.Features; f++)
            {
                var at = (t * TokenLayout.Features) + f;
                var gate = (t * TokenLayout.Features) + GateOf(f);
                var values = new Moments();
                foreach (var frame in frames)
                {
                    var tokens = data.Tokens(frame);
                    if (tokens[gate] > 0)
                    {
                        values.Add(tokens[at]);
                    }
                }

                var smallest = f >= TokenLayout.Grid ? SmallestGridScale : SmallestScale;
                (TokenMean[at], TokenScale[at]) = ((float)values.Mean, (float)Math.Max(smallest, values.Deviation));
            }
        }
    }

    private void FitState(TokenDataset data, IReadOnlyList<int> frames)
    {
        for (var s = 0; s < TokenLayout.State; s++)
        {
            var values = new Moments();
            foreach (var frame in frames)
            {
                values.Add(data.State(frame)[s]);
            }

            // Position in metres, the rest of order 1.
            var smallest = s < 3 ? 1e-3 : 0.05;
            (StateMean[s], StateScale[s]) = ((float)values.Mean, (float)Math.Max(smallest, values.Deviation));
        }
    }

    private void FitActions(TokenDataset data, IReadOnlyList<int> frames, int steps)
    {
        Span<float> action = stackalloc float[HybridRelative.Length];
        for (var k = 0; k < steps; k++)
        {
            var columns = new Moments[HybridRelative.Length];
            foreach (var frame in frames)
            {
                if (data.Action(frame, k, action))
                {
                    for (var i = 0; i < action.Length; i++)
                    {
                        columns[i].Add(action[i]);
                    }
                }
            }

            for (var i = 0; i < action.Length; i++)
            {
                var at = (k * HybridRelative.Length) + i;
                ActionMean[at] = i is >= 3 and < 9 ? NoRotation[i - 3] : (float)columns[i].Mean;
                ActionScale[at] = i < 3 ? (float)Math.Max(SmallestPositionM, columns[i].Deviation) : 1;
            }
        }
    }

    private struct Moments
    {
        private double _sum;
        private double _squares;
        private long _count;

        public readonly double Mean => _sum / Math.Max(1, _count);

        public readonly double Deviation => Math.Sqrt(Math.Max(0, (_squares / Math.Max(1, _count)) - (Mean * Mean)));

        public void Add(double value) => (_sum, _squares, _count) = (_sum + value, _squares + (value * value), _count + 1);
    }
}
