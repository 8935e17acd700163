using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.Pipeline.Edges;

/// <summary>Name and figures of one edge. When the edge has ended, what came in either went out or was dropped.</summary>
/// <param name="name">Name, for reports and for the edge's thread.</param>
/// <param name="policy">What it does when the receiver is slow.</param>
public sealed class EdgeCounts(string name, EdgePolicy policy)
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _in;
    private long _out;
    private long _dropped;

    /// <summary>Name.</summary>
    public string Name { get; } = name;

    /// <summary>What it does when the receiver is slow.</summary>
    public EdgePolicy Policy { get; } = policy;

    /// <summary>Items that came in.</summary>
    public long In => Interlocked.Read(ref _in);

    /// <summary>Items that went out.</summary>
    public long Out => Interlocked.Read(ref _out);

    /// <summary>Items that were thrown away (and disposed).</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>How long items waited in it, for those that went out.</summary>
    public LatencyHistogram Wait { get; } = new(name + "_wait");

    /// <summary>Ends when the edge's thread has ended: the receiver has had its last call and nothing waits any more.</summary>
    internal Task Finished => _finished.Task;

    internal void Finish() => _finished.TrySetResult();

    internal void CountIn() => Interlocked.Increment(ref _in);

    internal void CountOut() => Interlocked.Increment(ref _out);

    internal void CountDropped() => Interlocked.Increment(ref _dropped);
}
