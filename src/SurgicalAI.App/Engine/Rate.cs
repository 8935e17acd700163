using SurgicalAI.Core;

namespace SurgicalAI.App.Engine;

/// <summary>Rate of a growing count over about the last second.</summary>
internal sealed class Rate
{
    private readonly Queue<(long Count, long AtNs)> _past = new();

    /// <summary>Counts per second.</summary>
    public double Of(long count, long nowNs)
    {
        _past.Enqueue((count, nowNs));
        while (_past.Count > 2 && nowNs - _past.Peek().AtNs > Si.SNs)
        {
            _past.Dequeue();
        }

        var (first, since) = _past.Peek();
        return nowNs == since ? 0 : (count - first) * (double)Si.SNs / (nowNs - since);
    }
}
