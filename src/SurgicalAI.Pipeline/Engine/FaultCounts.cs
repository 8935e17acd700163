using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Pipeline.Engine;

/// <summary>Faults by code. Thread-safe; counting allocates nothing.</summary>
public sealed class FaultCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<FaultCode>().Length];

    /// <summary>How often a fault happened.</summary>
    public long this[FaultCode code] => Interlocked.Read(ref _counts[(int)code]);

    /// <summary>Counts one.</summary>
    public void Add(FaultCode code) => Interlocked.Increment(ref _counts[(int)code]);

    /// <summary>Counts above zero, by the code's name.</summary>
    public IReadOnlyDictionary<string, long> Snapshot()
    {
        var snapshot = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var code in Enum.GetValues<FaultCode>())
        {
            if (this[code] > 0)
            {
                snapshot.Add(code.ToString(), this[code]);
            }
        }

        return snapshot;
    }
}
