namespace SurgicalAI.Vision.Tracking;

/// <summary>The pixels of one instrument in the picture's pixels, with the sums that its geometry starts from. Hot path.</summary>
internal ref struct RegionShape
{
    private readonly InstrumentRegions _map;
    private readonly double _scaleX;
    private readonly double _scaleY;

    private readonly Span<int> _outline;
    private readonly Span<int> _jaws;
    private int _outlineCount;

    // The spans are written: room for all of the region's pixels each.
    public RegionShape(InstrumentRegions map, int region, int pictureWidthPx, int pictureHeightPx, Span<int> outline, Span<int> jaws)
    {
        _outline = outline;
        _jaws = jaws;
        (_map, Region) = (map, region);
        Pixels = map.PixelsOf(region);
        (_scaleX, _scaleY) = ((double)pictureWidthPx / map.WidthPx, (double)pictureHeightPx / map.HeightPx);
        (Centre, CellPx) = (new((pictureWidthPx - 1) / 2.0, (pictureHeightPx - 1) / 2.0), Math.Max(_scaleX, _scaleY));
        foreach (var i in Pixels)
        {
            Add(i);
        }
    }

    public int Region { get; }

    public ReadOnlySpan<int> Pixels { get; }

    /// <summary>Size of a pixel of the map, pixels of the picture.</summary>
    public double CellPx { get; }

    /// <summary>Pixels of shaft, or of what has no parts, beside other things.</summary>
    public readonly ReadOnlySpan<int> Outline => _outline[.._outlineCount];

    /// <summary>Pixels of jaws and tip.</summary>
    public readonly ReadOnlySpan<int> Jaws => _jaws[..Jaw.Count];

    /// <summary>Middle of the picture.</summary>
    public ImagePoint Centre { get; }

    /// <summary>Shaft, and what has no parts.</summary>
    public Moments Rod;

    /// <summary>Wrist, jaws and tip.</summary>
    public Moments Distal;

    /// <summary>Jaws and tip.</summary>
    public Moments Jaw;

    /// <summary>Pixels at the picture's border.</summary>
    public Moments Border;

    /// <summary>Everything.</summary>
    public Moments All;

    public readonly double AreaPx => All.Count * _scaleX * _scaleY;

    public readonly ToolPart PartOf(int pixel) => _map.Parts[pixel];

    public readonly ImagePoint At(int pixel)
    {
        var (y, x) = Math.DivRem(pixel, _map.WidthPx);
        return new(((x + 0.5) * _scaleX) - 0.5, ((y + 0.5) * _scaleY) - 0.5);
    }

    public readonly bool IsAtBorder(int pixel)
    {
        var (y, x) = Math.DivRem(pixel, _map.WidthPx);
        return x == 0 || y == 0 || x == _map.WidthPx - 1 || y == _map.HeightPx - 1;
    }

    /// <summary>Whether the neighbour to one side is of another thing; false at the border, where nobody knows.</summary>
    public readonly bool IsEdge(int pixel, int dx, int dy)
    {
        var (y, x) = Math.DivRem(pixel, _map.WidthPx);
        var (nx, ny) = (x + dx, y + dy);
        return nx >= 0 && ny >= 0 && nx < _map.WidthPx && ny < _map.HeightPx && _map.Owners[(ny * _map.WidthPx) + nx] != Region + 1;
    }

    /// <summary>Whether one of the four neighbours is of a part of this instrument.</summary>
    public readonly bool Touches(int pixel, ToolPart part)
    {
        var (y, x) = Math.DivRem(pixel, _map.WidthPx);
        return Is(x - 1, y, part) || Is(x + 1, y, part) || Is(x, y - 1, part) || Is(x, y + 1, part);
    }

    private readonly bool Is(int x, int y, ToolPart part) =>
        x >= 0 && y >= 0 && x < _map.WidthPx && y < _map.HeightPx
        && _map.Owners[(y * _map.WidthPx) + x] == Region + 1 && _map.Parts[(y * _map.WidthPx) + x] == part;

    private void Add(int i)
    {
        var (p, part) = (At(i), _map.Parts[i]);
        All.Add(p);
        if (part is ToolPart.Shaft or ToolPart.Whole)
        {
            Rod.Add(p);
            if (IsEdge(i, -1, 0) || IsEdge(i, 1, 0) || IsEdge(i, 0, -1) || IsEdge(i, 0, 1))
            {
                _outline[_outlineCount++] = i;
            }
        }
        else
        {
            Distal.Add(p);
            if (part != ToolPart.Wrist)
            {
                _jaws[Jaw.Count] = i;
                Jaw.Add(p);
            }
        }

        if (IsAtBorder(i))
        {
            Border.Add(p);
        }
    }
}
