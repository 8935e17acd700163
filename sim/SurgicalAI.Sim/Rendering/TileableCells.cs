using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Cellular noise on the unit square that repeats without a seam: one point in each cell of a grid.</summary>
internal sealed class TileableCells
{
    private readonly int _cells;
    private readonly float[] _x;
    private readonly float[] _y;

    public TileableCells(ulong seed, int cells)
    {
        _cells = cells;
        (_x, _y) = (new float[cells * cells], new float[cells * cells]);
        var random = SeededRandom.Stream(seed, 78);
        for (var i = 0; i < _x.Length; i++)
        {
            (_x[i], _y[i]) = (random.Between(0.1f, 0.9f), random.Between(0.1f, 0.9f));
        }
    }

    /// <summary>0 on the border between two cells, about 1 in a cell's middle.</summary>
    public float Edge(float u, float v)
    {
        var (x, y) = (u * _cells, v * _cells);
        var (column, row) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (first, second) = (9f, 9f);
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                var i = (Wrap(row + dy) * _cells) + Wrap(column + dx);
                var (ex, ey) = (column + dx + _x[i] - x, row + dy + _y[i] - y);
                var d = MathF.Sqrt((ex * ex) + (ey * ey));
                (first, second) = d < first ? (d, first) : (first, MathF.Min(second, d));
            }
        }

        return Math.Clamp(second - first, 0, 1);
    }

    private int Wrap(int i) => ((i % _cells) + _cells) % _cells;
}
