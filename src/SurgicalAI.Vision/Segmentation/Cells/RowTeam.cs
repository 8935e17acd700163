namespace SurgicalAI.Vision.Segmentation.Cells;

/// <summary>Shares the rows of a work between the caller and one helping thread, which sleeps between works. Hot path: no allocation.</summary>
internal sealed class RowTeam : IDisposable
{
    private readonly AutoResetEvent _go = new(false);
    private readonly AutoResetEvent _done = new(false);
    private readonly Thread? _helper;
    private readonly Action<int, int> _work;
    private readonly int _rows;
    private volatile bool _over;

    /// <summary>Makes a team.</summary>
    /// <param name="workers">1: the caller does everything; 2 or more: with a helper.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="work">Does rows from the first (included) to the second (excluded), each independent of the others.</param>
    public RowTeam(int workers, int rows, Action<int, int> work)
    {
        (_rows, _work) = (rows, work);
        if (workers > 1)
        {
            _helper = new(Help) { IsBackground = true, Name = "picture rows" };
            _helper.Start();
        }
    }

    /// <summary>Does all rows.</summary>
    public void Run()
    {
        if (_helper is null)
        {
            _work(0, _rows);
            return;
        }

        _ = _go.Set();
        _work(0, _rows / 2);
        _ = _done.WaitOne();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over = true;
        _ = _go.Set();
        _helper?.Join();
        _go.Dispose();
        _done.Dispose();
    }

    private void Help()
    {
        while (_go.WaitOne() && !_over)
        {
            _work(_rows / 2, _rows);
            _ = _done.Set();
        }
    }
}
