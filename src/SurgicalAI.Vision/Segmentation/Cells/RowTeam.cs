namespace SurgicalAI.Vision.Segmentation.Cells;

/// <summary>
/// Shares the rows of a work between the caller and one helping thread, which sleeps between works: each takes the next few rows when it has
/// done its last, so that a helper that wakes late costs nothing. Hot path: no allocation.
/// </summary>
internal sealed class RowTeam : IDisposable
{
    private const int Share = 4;

    private readonly AutoResetEvent _go = new(false);
    private readonly Thread? _helper;
    private readonly Action<int, int> _work;
    private readonly int _rows;
    private readonly int _shares;
    private volatile bool _over;
    private int _next;
    private int _done;

    /// <summary>Makes a team.</summary>
    /// <param name="workers">1: the caller does everything; 2 or more: with a helper.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="work">Does rows from the first (included) to the second (excluded), each independent of the others.</param>
    public RowTeam(int workers, int rows, Action<int, int> work)
    {
        (_rows, _work, _shares) = (rows, work, (rows + Share - 1) / Share);
        _next = _shares;
        if (workers > 1)
        {
            _helper = new(Help) { IsBackground = true, Name = "picture rows" };
            _helper.Start();
        }
    }

    /// <summary>Does all rows.</summary>
    public void Run()
    {
        Volatile.Write(ref _done, 0);
        Volatile.Write(ref _next, 0);
        if (_helper is not null)
        {
            _ = _go.Set();
        }

        Take();
        var wait = default(SpinWait);
        while (Volatile.Read(ref _done) < _shares)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_over)
        {
            return;
        }

        _over = true;
        _ = _go.Set();
        _helper?.Join();
        _go.Dispose();
    }

    private void Help()
    {
        while (_go.WaitOne() && !_over)
        {
            Take();
        }
    }

    private void Take()
    {
        int share;
        while ((share = Interlocked.Increment(ref _next) - 1) < _shares)
        {
            _work(share * Share, Math.Min(_rows, (share + 1) * Share));
            _ = Interlocked.Increment(ref _done);
        }
    }
}
