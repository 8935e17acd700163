using SurgicalAI.Core;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// Touch points of one pair of bodies, thinned out to what carries: of each group of like normals the corners of a hexagon around
/// them. The corners do not depend on depth, so that a body at rest keeps its points from step to step.
/// </summary>
internal sealed class TouchBuffer
{
    private const int Capacity = 96;
    private const int PerDirection = 6;
    private const double Skew = 0.37;
    private const double SamePointM = 0.05 * Si.Mm;
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

    /// <summary>Keeps the points that carry.</summary>
    public void Thin()
    {
        if (Count <= 1)
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
        var size = 0;
        for (var i = leader; i < Count; i++)
        {
            if (!done[i] && _touches[i].Point.Normal.Dot(_touches[leader].Point.Normal) > SameDirection)
            {
                done[i] = true;
                if (!IsTaken(group[..size], _touches[i].Point.OnB))
                {
                    group[size++] = i;
                }
            }
        }

        var members = group[..size];
        if (size <= PerDirection)
        {
            foreach (var i in members)
            {
                _kept[i] = true;
            }

            return;
        }

        var n = _touches[leader].Point.Normal;
        var t = Tangent(n);
        var u = n.Cross(t);
        for (var k = 0; k < PerDirection; k++)
        {
            var (sin, cos) = Math.SinCos(Skew + (2 * Math.PI * k / PerDirection));
            _kept[Outermost(members, (cos * t) + (sin * u))] = true;
        }
    }

    /// <summary>A unit vector at right angles to another that changes smoothly with it near the vertical.</summary>
    public static Vec3 Tangent(Vec3 n) => (Math.Abs(n.Z) < 0.8 ? new Vec3(-n.Y, n.X, 0) : new Vec3(0, -n.Z, n.Y)).Normalized();

    // Neighbouring shapes of a compound touch at their common end: one point, not two.
    private bool IsTaken(Span<int> group, Vec3 p)
    {
        foreach (var i in group)
        {
            var d = _touches[i].Point.OnB - p;
            if (d.Dot(d) < SamePointM * SamePointM)
            {
                return true;
            }
        }

        return false;
    }

    private int Outermost(Span<int> members, Vec3 direction)
    {
        var (best, value) = (members[0], double.NegativeInfinity);
        foreach (var i in members)
        {
            var d = direction.Dot(_touches[i].Point.OnB);
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
