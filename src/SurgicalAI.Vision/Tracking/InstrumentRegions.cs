namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// Separates the instruments of a label map. Connected areas are instruments; an area with several shafts, or several wrists and jaws
/// on one shaft's area, is several that touch, and each pixel goes to the one it is nearest to within the area; a piece of shaft and
/// jaws beyond a gap in its line are one. Keeps its buffers: no allocation while the size of the maps stays. Not thread-safe.
/// </summary>
public sealed class InstrumentRegions
{
    /// <summary>Most instruments that are told apart; further areas are left out.</summary>
    public const int Most = 12;

    // Shares of the map's pixels: smaller areas are specks of the network.
    private const double SmallestArea = 0.0012;
    private const double SmallestSeed = 0.0004;

    // A seed of an instrument has at least this share of the area's largest.
    private const double SeedShare = 0.2;

    private readonly int[] _starts = new int[Most + 1];
    private ToolPart[] _parts = [];
    private byte[] _owners = [];
    private byte[] _seeds = [];
    private int[] _pixels = [];
    private int[] _scratch = [];
    private int _regions;

    /// <summary>Width of the last map, pixels.</summary>
    public int WidthPx { get; private set; }

    /// <summary>Height of the last map, pixels.</summary>
    public int HeightPx { get; private set; }

    /// <summary>Instruments in the last map.</summary>
    public int Count { get; private set; }

    /// <summary>For each pixel 1 plus the number of its instrument; 0 for none.</summary>
    public ReadOnlySpan<byte> Owners => _owners;

    /// <summary>Part of each pixel.</summary>
    public ReadOnlySpan<ToolPart> Parts => _parts;

    /// <summary>Pixels of an instrument, as indices into the map.</summary>
    public ReadOnlySpan<int> PixelsOf(int instrument) => _pixels.AsSpan(_starts[instrument].._starts[instrument + 1]);

    /// <summary>Separates a map's instruments. Hot path.</summary>
    /// <param name="labels">Label of each pixel, height x width.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="parts">What the labels stand for.</param>
    public void Separate(ReadOnlySpan<byte> labels, int widthPx, int heightPx, ToolParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, widthPx * heightPx);
        Resize(widthPx, heightPx);
        var ofLabel = parts.OfLabel;
        var found = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            _parts[i] = ofLabel[labels[i]];
        }

        _regions = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            if (_parts[i] != ToolPart.None && _owners[i] == 0)
            {
                found += Area(i, found);
            }
        }

        RegionJoiner.Join(this, _owners, _pixels.AsSpan(0, found), ref _regions);
        Sort(found);
    }

    // Fills an area from a pixel on; gives the number of its pixels, which then lie in _pixels from 'at' on, or 0 for a speck.
    private int Area(int first, int at)
    {
        const byte Visited = byte.MaxValue;
        var end = at;
        Take(first, Visited, ref end);
        for (var next = at; next < end; next++)
        {
            var (y, x) = Math.DivRem(_pixels[next], WidthPx);
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(HeightPx - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(WidthPx - 1, x + 1); nx++)
                {
                    var i = (ny * WidthPx) + nx;
                    if (_parts[i] != ToolPart.None && _owners[i] == 0)
                    {
                        Take(i, Visited, ref end);
                    }
                }
            }
        }

        if (end - at < SmallestArea * _owners.Length)
        {
            return 0;
        }

        Assign(_pixels.AsSpan(at..end));
        return end - at;
    }

    private void Take(int pixel, byte owner, ref int end)
    {
        _owners[pixel] = owner;
        _pixels[end++] = pixel;
    }

    // Gives the pixels of an area to one instrument or to several.
    private void Assign(ReadOnlySpan<int> area)
    {
        var seeds = Seeds(area, shaft: true);
        if (seeds < 2)
        {
            seeds = Seeds(area, shaft: false);
        }

        var (first, count) = (_regions, Math.Max(1, seeds));
        if (first + count > Most)
        {
            return;
        }

        _regions += count;
        if (count == 1)
        {
            foreach (var i in area)
            {
                _owners[i] = (byte)(first + 1);
            }

            return;
        }

        Grow(area, first);
    }

    // Numbers the connected pieces of one kind in _seeds from 1 on, the large ones only; gives how many there are.
    private int Seeds(ReadOnlySpan<int> area, bool shaft)
    {
        Span<int> sizes = stackalloc int[Most];
        foreach (var i in area)
        {
            _seeds[i] = 0;
        }

        var (count, largest) = (0, 0);
        foreach (var i in area)
        {
            if (_seeds[i] == 0 && IsSeed(i, shaft))
            {
                var size = Piece(i, shaft, (byte)(count + 1));
                if (size < SmallestSeed * _owners.Length || count == Most - 1)
                {
                    Piece(i, shaft, byte.MaxValue);
                    continue;
                }

                sizes[count++] = size;
                largest = Math.Max(largest, size);
            }
        }

        return Renumber(area, sizes[..count], largest);
    }

    private int Renumber(ReadOnlySpan<int> area, Span<int> sizes, int largest)
    {
        var kept = 0;
        foreach (ref var size in sizes)
        {
            size = size >= SeedShare * largest ? ++kept : 0;
        }

        foreach (var i in area)
        {
            _seeds[i] = _seeds[i] is > 0 and < byte.MaxValue and var seed ? (byte)sizes[seed - 1] : (byte)0;
        }

        return kept;
    }

    private bool IsSeed(int i, bool shaft) => shaft ? _parts[i] == ToolPart.Shaft : _parts[i] is ToolPart.Wrist or ToolPart.Jaw or ToolPart.Tip;

    // Marks a connected piece; gives its pixels. The scratch list is the queue.
    private int Piece(int first, bool shaft, byte mark)
    {
        var from = _seeds[first];
        var end = 0;
        _seeds[first] = mark;
        _scratch[end++] = first;
        for (var next = 0; next < end; next++)
        {
            var (y, x) = Math.DivRem(_scratch[next], WidthPx);
            for (var k = 0; k < 4; k++)
            {
                var i = Neighbour(x, y, k);
                if (i >= 0 && _seeds[i] == from && IsSeed(i, shaft) && _owners[i] != 0)
                {
                    _seeds[i] = mark;
                    _scratch[end++] = i;
                }
            }
        }

        return end;
    }

    // From all seeds at once, so that each pixel goes to the seed that is nearest within the area.
    private void Grow(ReadOnlySpan<int> area, int first)
    {
        var end = 0;
        foreach (var i in area)
        {
            _owners[i] = _seeds[i] > 0 ? (byte)(first + _seeds[i]) : byte.MaxValue;
            if (_seeds[i] > 0)
            {
                _scratch[end++] = i;
            }
        }

        for (var next = 0; next < end; next++)
        {
            var (y, x) = Math.DivRem(_scratch[next], WidthPx);
            for (var k = 0; k < 4; k++)
            {
                var i = Neighbour(x, y, k);
                if (i >= 0 && _parts[i] != ToolPart.None && _owners[i] == byte.MaxValue)
                {
                    _owners[i] = _owners[_scratch[next]];
                    _scratch[end++] = i;
                }
            }
        }
    }

    private int Neighbour(int x, int y, int k)
    {
        var (nx, ny) = k switch { 0 => (x - 1, y), 1 => (x + 1, y), 2 => (x, y - 1), _ => (x, y + 1) };
        return nx < 0 || ny < 0 || nx >= WidthPx || ny >= HeightPx ? -1 : (ny * WidthPx) + nx;
    }

    // Brings each instrument's pixels together.
    private void Sort(int found)
    {
        Count = _regions;
        Span<int> next = stackalloc int[Most + 1];
        next.Clear();
        for (var i = 0; i < found; i++)
        {
            next[Slot(_pixels[i])]++;
        }

        var start = 0;
        for (var r = 0; r < Count; r++)
        {
            (_starts[r], next[r], start) = (start, start, start + next[r]);
        }

        _starts[Count] = start;
        _pixels.AsSpan(0, found).CopyTo(_scratch);
        for (var i = 0; i < found; i++)
        {
            if (Slot(_scratch[i]) is < Most and var slot)
            {
                _pixels[next[slot]++] = _scratch[i];
            }
        }
    }

    private int Slot(int pixel) => _owners[pixel] is > 0 and <= Most and var owner ? owner - 1 : Most;

    private void Resize(int widthPx, int heightPx)
    {
        (WidthPx, HeightPx) = (widthPx, heightPx);
        if (_owners.Length != widthPx * heightPx)
        {
            var size = widthPx * heightPx;
            (_parts, _owners, _seeds, _pixels, _scratch) = (new ToolPart[size], new byte[size], new byte[size], new int[size], new int[size]);
            return;
        }

        _owners.AsSpan().Clear();
    }
}
