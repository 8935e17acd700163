using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Touch points of one pair of bodies, thinned out to what carries: at most four per direction.</summary>
internal sealed class TouchBuffer
{
    private const int Capacity = 96;
    private const int PerDirection = 4;
    private const double SameDirection = 0.95;
    private readonly Touch[] _touches = new Touch[Capacity];
    private readonly bool[] _kept = new bool[Capacity];

    public int Count { get; private set; }

    /// <summary>Shapes (of the first and the second body) that the next points belong to.</summary>
    public (int A, int B) Shapes { get; set; }

    /// <summary>True while points are given with the second shape first.</summary>
    public bool Flips { get; set; }

    public ref readonly Touch this[int i] => ref _touches[i];

    public void Clear() => Count = 0;

    public void Add(in TouchPoint point)
    {
        if (Count < Capacity)
        {
            _touches[Count++] = new(Flips ? point.Swapped : point, Shapes.A, Shapes.B);
        }
    }

    /// <summary>Keeps of each group of like normals the deepest point and those that span the widest patch around it.</summary>
    public void Thin()
    {
        if (Count <= PerDirection)
        {
            return;
        }

        Span<bool> done = stackalloc bool[Count];
        _kept.AsSpan(0, Count).Clear();
        for (var i = 0; i < Count; i++)
        {
            if (!done[i])
            {
                KeepGroup(i, done);
            }
        }

        Compact();
    }

    private void KeepGroup(int leader, Span<bool> done)
    {
        Span<int> group = stackalloc int[Count];
        var n = 0;
        for (var i = leader; i < Count; i++)
        {
            if (!done[i] && _touches[i].Point.Normal.Dot(_touches[leader].Point.Normal) > SameDirection)
            {
                (done[i], group[n++]) = (true, i);
            }
        }

        var members = group[..n];
        if (n <= PerDirection)
        {
            foreach (var i in members)
            {
                _kept[i] = true;
            }

            return;
        }

        var first = Deepest(members);
        var (a, normal) = (_touches[first].Point.OnB, _touches[first].Point.Normal);
        var second = Farthest(members, a);
        var across = normal.Cross(_touches[second].Point.OnB - a);
        var third = Outermost(members, a, across);
        var fourth = Outermost(members, a, -across);
        (_kept[first], _kept[second], _kept[third], _kept[fourth]) = (true, true, true, true);
    }

    private int Deepest(Span<int> members)
    {
        var best = members[0];
        foreach (var i in members)
        {
            best = _touches[i].Point.GapM < _touches[best].Point.GapM ? i : best;
        }

        return best;
    }

    private int Farthest(Span<int> members, Vec3 from)
    {
        var (best, value) = (members[0], -1.0);
        foreach (var i in members)
        {
            var d = _touches[i].Point.OnB - from;
            (best, value) = d.Dot(d) > value ? (i, d.Dot(d)) : (best, value);
        }

        return best;
    }

    private int Outermost(Span<int> members, Vec3 from, Vec3 direction)
    {
        var (best, value) = (members[0], double.NegativeInfinity);
        foreach (var i in members)
        {
            var d = direction.Dot(_touches[i].Point.OnB - from);
            (best, value) = d > value ? (i, d) : (best, value);
        }

        return best;
    }

    private void Compact()
    {
        var n = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_kept[i])
            {
                _touches[n++] = _touches[i];
            }
        }

        Count = n;
    }

    internal readonly record struct Touch(TouchPoint Point, int ShapeA, int ShapeB);
}
