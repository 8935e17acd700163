using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>Which elements share faces and corners, while elements break and corners come apart. No allocation after construction.</summary>
internal sealed class TetTopology
{
    private static readonly byte[] _faces = [1, 2, 3, 0, 3, 2, 0, 1, 3, 0, 2, 1];
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
    public TetTopology(int[] corners, int vertices, int spares)
    {
        var n = corners.Length / 4;
        (_corners, _spare, _spareEnd) = (corners, vertices, vertices + spares);
        (_neighbours, _broken, _valence) = (Neighbours(corners), new bool[n], new int[_spareEnd]);
        (_first, _next, _part, _queue) = (new int[_spareEnd], new int[4 * n], new int[n], new int[n]);
        Count();
    }

    /// <summary>Elements that are out.</summary>
    public ReadOnlySpan<bool> Broken => _broken;

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
        for (var k = 0; k < 4; k++)
        {
            _valence[_corners[(4 * t) + k]]--;
            Unlink(t, k);
        }

        return true;
    }

    /// <summary>Opens every shared face between elements whose middles lie on different sides of the blade, and parts the corners there.</summary>
    /// <param name="blade">Region that cuts.</param>
    /// <param name="middles">Where elements are, metres.</param>
    /// <param name="copied">Pairs (corner, its new copy), filled.</param>
    /// <param name="copies">Number of pairs.</param>
    /// <returns>Number of faces opened.</returns>
    public int Cut(in Blade blade, ReadOnlySpan<Vec3> middles, Span<(int Of, int Copy)> copied, out int copies)
    {
        var opened = 0;
        copies = 0;
        Array.Clear(_part);
        for (var t = 0; t < _broken.Length; t++)
        {
            for (var k = 0; k < 4; k++)
            {
                var u = _neighbours[(4 * t) + k];
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

    /// <summary>Writes the outside's triangles, counter-clockwise from outside.</summary>
    /// <param name="triangles">Three corners each; room for four per element.</param>
    /// <param name="offset">Added to each corner.</param>
    /// <returns>Number of indices written.</returns>
    public int Outside(Span<int> triangles, int offset)
    {
        var n = 0;
        for (var f = 0; f < _neighbours.Length; f++)
        {
            if (_neighbours[f] < 0 && !_broken[f / 4])
            {
                for (var i = 0; i < 3; i++)
                {
                    triangles[n++] = offset + _corners[(f & ~3) + _faces[(3 * (f & 3)) + i]];
                }
            }
        }

        return n;
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

    // Around a corner, elements that hang together through faces at that corner stay together; every further bunch gets a copy.
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
                if (_part[at / 4] == 0 && _spare < _spareEnd)
                {
                    Gather(at / 4, corner, bunches == 0 ? corner : _spare);
                    if (bunches++ > 0)
                    {
                        copied[copies++] = (corner, _spare++);
                    }
                }
            }

            for (var at = _first[corner]; at >= 0; at = _next[at])
            {
                _part[at / 4] = 0;
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
            for (var k = 0; k < 4; k++)
            {
                var u = _neighbours[(4 * t) + k];
                if (_corners[(4 * t) + k] != corner && u >= 0 && _part[u] == 0)
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
        for (var k = 4 * t; k < (4 * t) + 4; k++)
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
            if (!_broken[at / 4])
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
            _valence[_corners[at]] += _broken[at / 4] ? 0 : 1;
        }
    }

    private void Unlink(int t, int k)
    {
        var u = _neighbours[(4 * t) + k];
        if (u >= 0)
        {
            _neighbours[(4 * t) + k] = -1;
            _neighbours.AsSpan(4 * u, 4).Replace(t, -1);
        }
    }

    private static int[] Neighbours(int[] corners)
    {
        var neighbours = new int[corners.Length];
        var open = new Dictionary<(int, int, int), int>();
        for (var f = 0; f < corners.Length; f++)
        {
            Span<int> key = [0, 0, 0];
            for (var i = 0; i < 3; i++)
            {
                key[i] = corners[(f & ~3) + _faces[(3 * (f & 3)) + i]];
            }

            key.Sort();
            neighbours[f] = -1;
            if (open.Remove((key[0], key[1], key[2]), out var other))
            {
                (neighbours[f], neighbours[other]) = (other / 4, f / 4);
            }
            else
            {
                open.Add((key[0], key[1], key[2]), f);
            }
        }

        return neighbours;
    }
}
