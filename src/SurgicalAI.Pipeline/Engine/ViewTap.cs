using System.Reactive.Disposables;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Edges;
using SurgicalAI.Pipeline.Operators;

namespace SurgicalAI.Pipeline.Engine;

/// <summary>Shows frames to those who look on; costs nothing while nobody does. Thread-safe.</summary>
internal sealed class ViewTap(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<EdgeCounts> _counts = [];
    private EdgeThread<EngineView>[] _edges = [];
    private bool _ended;

    /// <summary>Figures of all edges to viewers, past and present.</summary>
    public IReadOnlyList<EdgeCounts> Counts
    {
        get
        {
            lock (_lock)
            {
                return [.. _counts];
            }
        }
    }

    public IDisposable Subscribe(EdgeCounts counts, IObserver<Stamped<EngineView>> viewer)
    {
        var edge = new EdgeThread<EngineView>(counts, counts.Policy == EdgePolicy.Latest ? 1 : 4, time, viewer);
        edge.Start();
        lock (_lock)
        {
            _counts.Add(counts);
            if (_ended)
            {
                edge.OnCompleted();
                return Disposable.Empty;
            }

            _edges = [.. _edges, edge];
        }

        return Disposable.Create(() => Remove(edge));
    }

    /// <summary>Gives every viewer a share of the frame, which stays the caller's.</summary>
    public void Show(Stamped<AdvisedFrame> frame, long latencyNs)
    {
        foreach (var edge in Volatile.Read(ref _edges))
        {
            var advised = frame.Value;
            edge.OnNext(frame.With(new EngineView(advised.Frame.Share(), advised.Tool, advised.Suggestion, latencyNs)));
        }
    }

    /// <summary>No more frames; ends when every viewer has seen its last.</summary>
    public Task EndAsync()
    {
        EdgeThread<EngineView>[] edges;
        lock (_lock)
        {
            (edges, _edges, _ended) = (_edges, [], true);
        }

        foreach (var edge in edges)
        {
            edge.OnCompleted();
        }

        return Task.WhenAll(edges.Select(edge => edge.Counts.Finished));
    }

    private void Remove(EdgeThread<EngineView> edge)
    {
        lock (_lock)
        {
            _edges = Array.FindAll(_edges, other => !ReferenceEquals(other, edge));
        }

        edge.Dispose();
    }
}
