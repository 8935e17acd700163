using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// Which elements (tetrahedra, or triangles of a sheet) share sides and corners, while elements break and corners come apart. Side k of
/// an element lies opposite its corner k. No allocation after construction.
/// </summary>
internal sealed class ElementTopology
{
    private readonly int _arity;
    private readonly int[] _corners;
    private readonly int[] _neighbours;
    private readonly bool[] _broken;
    private readonly int[] _valence;
    private readonly int[] _first;
    private readonly int[] _next;
    private readonly int[] _part;
    private readonly int[] _queue;
    private readonly int _spareEnd;
    private int _spare;
    private int _version;
    private int _brokenCount;

    /// <summary>Corners beyond <paramref name="vertices"/> are spare, for cuts.</summary>
    public ElementTopology(int[] corners, int arity, int vertices, int spares)
    {
        _arity = arity;
        var n = corners.Length / arity;
        (_corners, _spare, _spareEnd) = (corners, vertices, vertices + spares);
        (_neighbours, _broken, _valence) = (FindNeighbours(corners, arity), new bool[n], new int[_spareEnd]);
        (_first, _next, _part, _queue) = (new int[_spareEnd], new int[corners.Length], new int[n], new int[n]);
        Count();
    }

    /// <summary>Elements that are out.</summary>
    public ReadOnlySpan<bool> Broken => _broken;

    /// <summary>Element on the other side of each side, -1 where there is none.</summary>
    public ReadOnlySpan<int> Neighbours => _neighbours;

    /// <summary>Number of elements that are out.</summary>
    public int BrokenCount => _brokenCount;

    /// <summary>Rises with every change.</summary>
    public int Version => _version;

    /// <summary>Elements that hold a corner.</summary>
    public int Valence(int corner) => _valence[corner];

    /// <summary>Takes an element out.</summary>
    /// <returns>False when it was out already.</returns>
    public bool Break(int t)
    {
        if (_broken[t])
        {
            return false;
        }

        _broken[t] = true;
        _brokenCount++;
        _version++;
        for (var k = 0; k < _arity; k++)
        {
            _valence[_corners[(_arity * t) + k]]--;
            Unlink(t, k);
        }

        return true;
    }

    /// <summary>Opens every shared side between elements whose middles lie on different sides of the blade, and parts the corners there.</summary>
    /// <param name="blade">Region that cuts.</param>
    /// <param name="middles">Where elements are, metres.</param>
    /// <param name="copied">Pairs (corner, its new copy), filled.</param>
    /// <param name="copies">Number of pairs.</param>
    /// <returns>Number of sides opened.</returns>
    public int Cut(in Blade blade, ReadOnlySpan<Vec3> middles, Span<(int Of, int Copy)> copied, out int copies)
    {
        var opened = 0;
        copies = 0;
        Array.Clear(_part);
        for (var t = 0; t < _broken.Length; t++)
        {
            for (var k = 0; k < _arity; k++)
            {
                var u = _neighbours[(_arity * t) + k];
                if (u > t && blade.Crosses(middles[t], middles[u]))
                {
                    Unlink(t, k);
                    opened++;
                }
            }
        }

        if (opened > 0)
        {
            _version++;
            copies = Part(copied);
        }

        return opened;
    }

    /// <summary>Shows everything that changes.</summary>
    public void Visit(StateArchive archive)
    {
        archive.Visit(_broken);
        archive.Visit(_corners);
        archive.Visit(_neighbours);
        archive.Visit(ref _spare);
        archive.Visit(ref _version);
        archive.Visit(ref _brokenCount);
        if (archive.IsRestoring)
        {
            Count();
        }
    }

    // Around a corner, elements that hang together through sides at that corner stay together; every further bunch gets a copy.
    private int Part(Span<(int Of, int Copy)> copied)
    {
        var copies = 0;
        var end = _spare;
        Bunch();
        for (var corner = 0; corner < end; corner++)
        {
            var bunches = 0;
            for (var at = _first[corner]; at >= 0; at = _next[at])
            {
                if (_part[at / _arity] == 0 && _spare < _spareEnd)
                {
                    Gather(at / _arity, corner, bunches == 0 ? corner : _spare);
                    if (bunches++ > 0)
                    {
                        copied[copies++] = (corner, _spare++);
                    }
                }
            }

            for (var at = _first[corner]; at >= 0; at = _next[at])
            {
                _part[at / _arity] = 0;
            }
        }

        Count();
        return copies;
    }

    private void Gather(int from, int corner, int becomes)
    {
        var (head, tail) = (0, 0);
        _queue[tail++] = from;
        _part[from] = 1;
        while (head < tail)
        {
            var t = _queue[head++];
            for (var k = 0; k < _arity; k++)
            {
                var u = _neighbours[(_arity * t) + k];
                if (_corners[(_arity * t) + k] != corner && u >= 0 && _part[u] == 0)
                {
                    _part[u] = 1;
                    _queue[tail++] = u;
                }
            }
        }

        for (var i = 0; i < tail; i++)
        {
            Rename(_queue[i], corner, becomes);
        }
    }

    private void Rename(int t, int corner, int becomes)
    {
        for (var k = _arity * t; k < (_arity * t) + _arity; k++)
        {
            _corners[k] = _corners[k] == corner ? becomes : _corners[k];
        }
    }

    // Lists the elements at each corner.
    private void Bunch()
    {
        Array.Fill(_first, -1);
        for (var at = _corners.Length - 1; at >= 0; at--)
        {
            if (!_broken[at / _arity])
            {
                _next[at] = _first[_corners[at]];
                _first[_corners[at]] = at;
            }
        }
    }

    private void Count()
    {
        Array.Clear(_valence);
        for (var at = 0; at < _corners.Length; at++)
        {
            _valence[_corners[at]] += _broken[at / _arity] ? 0 : 1;
        }
    }

    private void Unlink(int t, int k)
    {
        var u = _neighbours[(_arity * t) + k];
        if (u >= 0)
        {
            _neighbours[(_arity * t) + k] = -1;
            _neighbours.AsSpan(_arity * u, _arity).Replace(t, -1);
        }
    }

    private static int[] FindNeighbours(int[] corners, int arity)
    {
        var neighbours = new int[corners.Length];
        var open = new Dictionary<(int, int, int), int>();
        for (var side = 0; side < corners.Length; side++)
        {
            neighbours[side] = -1;
            if (open.Remove(Key(corners, arity, side), out var other))
            {
                (neighbours[side], neighbours[other]) = (other / arity, side / arity);
            }
            else
            {
                open.Add(Key(corners, arity, side), side);
            }
        }

        return neighbours;
    }

    private static (int A, int B, int C) Key(int[] corners, int arity, int side)
    {
        Span<int> key = [-1, -1, -1];
        var n = 0;
        for (var k = 0; k < arity; k++)
        {
            if (k != side % arity)
            {
                key[n++] = corners[side - (side % arity) + k];
            }
        }

        key.Sort();
        return (key[0], key[1], key[2]);
    }
}
