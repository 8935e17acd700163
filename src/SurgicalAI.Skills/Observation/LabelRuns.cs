using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Skills.Observation;

/// <summary>One horizontal run of equal labels; the ends are inclusive.</summary>
internal struct LabelRun
{
    public short Y;
    public short X0;
    public short X1;
    public byte Label;
    public int Parent;
    public int AreaPx;

    public readonly int Length => X1 - X0 + 1;
}

/// <summary>
/// Runs of a label map, joined to 8-connected components of one class (union-find over runs, so the cost follows the number
/// of outlines, not of pixels). Hot path: allocates only when a picture has more runs than any before.
/// </summary>
internal sealed class LabelRuns
{
    private LabelRun[] _runs = new LabelRun[2048];
    private int _count;

    public ReadOnlySpan<LabelRun> Runs => _runs.AsSpan(0, _count);

    /// <summary>Area of the component that a run belongs to, pixels.</summary>
    public int ComponentArea(int run) => _runs[_runs[run].Parent].AreaPx;

    /// <summary>First run of the component that a run belongs to: its name.</summary>
    public int Component(int run) => _runs[run].Parent;

    public void Scan(ImageLease labels)
    {
        _count = 0;
        var above = 0;
        for (var y = 0; y < labels.HeightPx; y++)
        {
            var start = _count;
            ScanRow(labels.Row(y), y);
            Join(above, start);
            above = start;
        }

        SumAreas();
    }

    private void ScanRow(ReadOnlySpan<byte> row, int y)
    {
        var x = 0;
        while (true)
        {
            var skip = row[x..].IndexOfAnyExcept((byte)SegmentationClass.Background);
            if (skip < 0)
            {
                return;
            }

            x += skip;
            var label = row[x];
            var length = row[x..].IndexOfAnyExcept(label);
            length = length < 0 ? row.Length - x : length;
            if (label < SegmentationClasses.Count)
            {
                Append(y, x, length, label);
            }

            x += length;
        }
    }

    private void Append(int y, int x, int length, byte label)
    {
        if (_count == _runs.Length)
        {
            Array.Resize(ref _runs, 2 * _count);
        }

        _runs[_count] = new LabelRun
        {
            Y = (short)y, X0 = (short)x, X1 = (short)(x + length - 1), Label = label, Parent = _count,
        };
        _count++;
    }

    // Both rows are sorted by x: for each run below, walk those above that touch it, diagonals included.
    private void Join(int above, int start)
    {
        var first = above;
        for (var below = start; below < _count; below++)
        {
            while (first < start && _runs[first].X1 < _runs[below].X0 - 1)
            {
                first++;
            }

            for (var up = first; up < start && _runs[up].X0 <= _runs[below].X1 + 1; up++)
            {
                if (_runs[up].Label == _runs[below].Label)
                {
                    Unite(up, below);
                }
            }
        }
    }

    private void Unite(int a, int b)
    {
        a = Root(a);
        b = Root(b);
        _runs[Math.Max(a, b)].Parent = Math.Min(a, b);
    }

    private int Root(int run)
    {
        while (_runs[run].Parent != run)
        {
            run = _runs[run].Parent = _runs[_runs[run].Parent].Parent;
        }

        return run;
    }

    private void SumAreas()
    {
        for (var i = 0; i < _count; i++)
        {
            var root = Root(i);
            _runs[i].Parent = root;
            _runs[root].AreaPx += _runs[i].Length;
        }
    }
}
