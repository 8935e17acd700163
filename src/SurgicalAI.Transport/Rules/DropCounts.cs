namespace SurgicalAI.Transport.Rules;

/// <summary>Counts by reason. Thread-safe; counting allocates nothing.</summary>
internal sealed class DropCounts
{
    private static readonly string[] s_words =
    [
        "none", "no_broker", "queue_full", "not_finite", "malformed", "wrong_target", "retained", "stale", "bad_stamp",
        "duplicate", "out_of_order", "old_session", "handler_failed",
    ];

    private readonly long[] _counts = new long[s_words.Length];

    public void Add(DropReason reason) => Interlocked.Increment(ref _counts[(int)reason]);

    /// <summary>The counts above zero, by their word.</summary>
    public Dictionary<string, long> Snapshot()
    {
        var snapshot = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 1; i < _counts.Length; i++)
        {
            var count = Interlocked.Read(ref _counts[i]);
            if (count > 0)
            {
                snapshot.Add(s_words[i], count);
            }
        }

        return snapshot;
    }
}
