namespace SurgicalAI.Vision.Quality;

/// <summary>Where the rows of a grid begin and end to be picture. Edges on the frame's own border say nothing about a shape. Keeps its memory.</summary>
internal sealed class EdgePoints(int capacity)
{
    private readonly (int Row, int Column, bool Border, bool Right)[] _points = new (int, int, bool, bool)[capacity];
    private readonly int[] _histogram = new int[1024];

    /// <summary>Points, two a row.</summary>
    public int Count { get; private set; }

    /// <summary>First row with picture.</summary>
    public int FirstRow => _points[0].Row;

    /// <summary>Last row with picture.</summary>
    public int LastRow => _points[Count - 1].Row;

    public (int Row, int Column, bool Border, bool Right) this[int i] => _points[i];

    public void Clear() => Count = 0;

    public void Add(int row, int left, int right, int lastColumn)
    {
        _points[Count++] = (row, left, left == 0, false);
        _points[Count++] = (row, right, right == lastColumn, true);
    }

    /// <summary>Middle column of one side's edges.</summary>
    public int Median(bool rightSide)
    {
        Array.Clear(_histogram);
        var all = 0;
        for (var i = rightSide ? 1 : 0; i < Count; i += 2)
        {
            _histogram[_points[i].Column]++;
            all++;
        }

        var (column, below) = (0, _histogram[0]);
        while (2 * below < all)
        {
            below += _histogram[++column];
        }

        return column;
    }

    /// <summary>Outermost columns with picture.</summary>
    public (int Left, int Right) Extent()
    {
        var (left, right) = (int.MaxValue, 0);
        for (var i = 0; i < Count; i++)
        {
            (left, right) = (Math.Min(left, _points[i].Column), Math.Max(right, _points[i].Column));
        }

        return (left, right);
    }

    /// <summary>Share of the edges that lie within one column of these two.</summary>
    public double ShareAt(int left, int right)
    {
        var on = 0;
        for (var i = 0; i < Count; i++)
        {
            on += Math.Abs(_points[i].Column - (_points[i].Right ? right : left)) <= 1 ? 1 : 0;
        }

        return (double)on / Count;
    }
}
