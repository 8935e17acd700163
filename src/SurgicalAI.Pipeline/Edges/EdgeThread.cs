using System.Reactive.Disposables;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Pipeline.Edges;

/// <summary>One subscription of an edge: a short queue and the thread that empties it. Hot path: no allocation per item.</summary>
internal sealed class EdgeThread<T> : IObserver<Stamped<T>>, IDisposable
    where T : IDisposable
{
    private readonly object _lock = new();
    private readonly (Stamped<T> Item, long InNs)[] _ring;
    private readonly EdgeCounts _counts;
    private readonly TimeProvider _time;
    private readonly IObserver<Stamped<T>> _next;
    private int _first;
    private int _length;
    private bool _ended;
    private bool _stopped;
    private Exception? _error;

    public EdgeThread(EdgeCounts counts, int capacity, TimeProvider time, IObserver<Stamped<T>> next)
    {
        (_counts, _time, _next) = (counts, time, next);
        _ring = new (Stamped<T>, long)[capacity];
    }

    /// <summary>Name and figures.</summary>
    public EdgeCounts Counts => _counts;

    public static IObservable<Stamped<T>> Connect(IObservable<Stamped<T>> source, EdgeCounts counts, int capacity, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(time);
        return new Connection(source, counts, capacity, time);
    }

    public void OnNext(Stamped<T> item)
    {
        _counts.CountIn();
        lock (_lock)
        {
            while (_length == _ring.Length && _counts.Policy == EdgePolicy.Wait && !_stopped)
            {
                Monitor.Wait(_lock);
            }

            if (_stopped)
            {
                Drop(item);
                return;
            }

            if (_length == _ring.Length)
            {
                Drop(TakeFirst().Item);
            }

            _ring[(_first + _length++) % _ring.Length] = (item, _time.NowNs());
            Monitor.PulseAll(_lock);
        }
    }

    public void Start() => new Thread(Run) { IsBackground = true, Name = _counts.Name }.Start();

    public void OnCompleted() => End(null);

    public void OnError(Exception error) => End(error);

    /// <summary>The receiver has gone: what waits is dropped and the sender waits no longer.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            while (_length > 0)
            {
                Drop(TakeFirst().Item);
            }

            Monitor.PulseAll(_lock);
        }
    }

    private void End(Exception? error)
    {
        lock (_lock)
        {
            (_ended, _error) = (true, error);
            Monitor.PulseAll(_lock);
        }
    }

    private void Run()
    {
        try
        {
            while (WaitForNext(out var item))
            {
                _next.OnNext(item);
            }

            SayEnd();
        }
#pragma warning disable CA1031 // A receiver's exception must end this graph, not the process.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Dispose();
            _next.OnError(error);
        }
        finally
        {
            _counts.Finish();
        }
    }

    private void SayEnd()
    {
        if (_error is not null)
        {
            _next.OnError(_error);
        }
        else if (!_stopped)
        {
            _next.OnCompleted();
        }
    }

    private bool WaitForNext(out Stamped<T> item)
    {
        lock (_lock)
        {
            while (_length == 0 && !_ended && !_stopped)
            {
                Monitor.Wait(_lock);
            }

            item = default;
            if (_length == 0)
            {
                return false;
            }

            (item, var inNs) = TakeFirst();
            _counts.CountOut();
            _counts.Wait.RecordNs(_time.NowNs() - inNs);
            Monitor.PulseAll(_lock);
            return true;
        }
    }

    private (Stamped<T> Item, long InNs) TakeFirst()
    {
        var taken = _ring[_first];
        _ring[_first] = default;
        _first = (_first + 1) % _ring.Length;
        _length--;
        return taken;
    }

    private void Drop(Stamped<T> item)
    {
        _counts.CountDropped();
        item.Value.Dispose();
    }

    // Not Observable.Create: its safety wrapper swallows an item that arrives while the receiver leaves, and the item's
    // pixels would never come home.
    private sealed class Connection(IObservable<Stamped<T>> source, EdgeCounts counts, int capacity, TimeProvider time)
        : IObservable<Stamped<T>>
    {
        public IDisposable Subscribe(IObserver<Stamped<T>> next)
        {
            var edge = new EdgeThread<T>(counts, capacity, time, next);
            edge.Start();
            return new CompositeDisposable(source.Subscribe(edge), edge);
        }
    }
}
