namespace SurgicalAI.Vision.Datasets.Ranking;

/// <summary>
/// Greedy facility location: what a clip adds can only shrink as others are chosen, so only the clip that led last time is weighed anew
/// until one stays ahead (lazy evaluation, M. Minoux 1978).
/// </summary>
internal sealed class Coverage
{
    private readonly IReadOnlyList<RankedClip> _clips;
    private readonly double[] _weights;
    private readonly double[] _covered;
    private readonly double _sharpness;
    private readonly PriorityQueue<int, double> _left = new();

    /// <summary>Weighs every clip once: n squared distances for n clips.</summary>
    /// <param name="clips">Clips.</param>
    /// <param name="weights">What each counts.</param>
    /// <param name="sharpness">Clips at distance d cover each other to exp(-sharpness d^2).</param>
    public Coverage(IReadOnlyList<RankedClip> clips, double[] weights, double sharpness)
    {
        (_clips, _weights, _covered, _sharpness) = (clips, weights, new double[clips.Count], sharpness);
        for (var i = 0; i < clips.Count; i++)
        {
            _left.Enqueue(i, -Adds(i));
        }
    }

    /// <summary>Chooses the clip that adds most; there must be one left.</summary>
    public int Next()
    {
        while (true)
        {
            var best = _left.Dequeue();
            var adds = Adds(best);
            if (!_left.TryPeek(out _, out var next) || adds >= -next)
            {
                Cover(best);
                return best;
            }

            _left.Enqueue(best, -adds);
        }
    }

    private double Adds(int candidate)
    {
        var sum = 0.0;
        for (var i = 0; i < _clips.Count; i++)
        {
            sum += _weights[i] * Math.Max(0, Likeness(i, candidate) - _covered[i]);
        }

        return sum;
    }

    private void Cover(int chosen)
    {
        for (var i = 0; i < _clips.Count; i++)
        {
            _covered[i] = Math.Max(_covered[i], Likeness(i, chosen));
        }
    }

    private double Likeness(int a, int b) => Math.Exp(-_sharpness * _clips[a].SquaredDistanceTo(_clips[b]));
}
