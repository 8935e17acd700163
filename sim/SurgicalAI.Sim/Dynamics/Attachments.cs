using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>Point-to-point links between anchors, with compliance; one that is pulled harder than its strength tears.</summary>
internal sealed class Attachments(Anchors anchors)
{
    // Part of a substep's force that counts at once: a spike of a single substep does not tear.
    private const double Smoothing = 0.25;

    private readonly Anchors _anchors = anchors;
    private Item[] _items = new Item[16];
    private int _count;

    public void Clear() => _count = 0;

    public int Add(in Anchor a, in Anchor b, double restLengthM, double complianceMPerN, double tearForceN)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, 2 * _count);
        }

        _items[_count] = new() { A = a, B = b, RestM = restLengthM, Compliance = complianceMPerN, TearN = tearForceN, Holds = true };
        return _count++;
    }

    public bool Holds(int id) => _items[id].Holds;

    public double ForceN(int id) => _items[id].Holds ? _items[id].ForceN : 0;

    public void Detach(int id) => _items[id].Holds = false;

    public void Solve(double hS)
    {
        foreach (ref var item in _items.AsSpan(0, _count))
        {
            if (item.Holds)
            {
                Solve(ref item, hS);
            }
        }
    }

    public void Visit(StateArchive archive)
    {
        foreach (ref var item in _items.AsSpan(0, _count))
        {
            archive.Visit(ref item.Holds);
            archive.Visit(ref item.ForceN);
        }
    }

    private void Solve(ref Item item, double hS)
    {
        var apart = _anchors.Position(item.A) - _anchors.Position(item.B);
        var softness = item.Compliance / (hS * hS);
        var push = item.RestM > 0 ? Along(item, apart, softness) : Point(item, apart, softness);
        if (push == Vec3.Zero)
        {
            return;
        }

        _anchors.Push(item.A, push);
        _anchors.Push(item.B, -push);
        item.ForceN += Smoothing * ((push.Length / (hS * hS)) - item.ForceN);
        item.Holds = item.ForceN <= item.TearN;
    }

    private Vec3 Along(in Item item, Vec3 apart, double softness)
    {
        var length = apart.Length;
        var n = apart / Math.Max(length, 1e-12);
        var w = _anchors.InverseMass(item.A, n) + _anchors.InverseMass(item.B, n) + softness;
        return length > 1e-12 && w > 0 ? (item.RestM - length) / w * n : default;
    }

    // Both ends at one point: all three directions at once, for a body gives way along its lever and across it very differently.
    private Vec3 Point(in Item item, Vec3 apart, double softness)
    {
        var (x, y, z) = (new Vec3(1, 0, 0), new Vec3(0, 1, 0), new Vec3(0, 0, 1));
        var (xx, yy, zz) = (Weight(item, x), Weight(item, y), Weight(item, z));
        if (xx + yy + zz + softness <= 0)
        {
            return default;
        }

        const double Diagonal = 0.7071067811865476;
        var xy = Weight(item, Diagonal * (x + y)) - (0.5 * (xx + yy));
        var xz = Weight(item, Diagonal * (x + z)) - (0.5 * (xx + zz));
        var yz = Weight(item, Diagonal * (y + z)) - (0.5 * (yy + zz));
        return -Divided(new(xx + softness, yy + softness, zz + softness, xy, xz, yz), apart);
    }

    private double Weight(in Item item, Vec3 n) => _anchors.InverseMass(item.A, n) + _anchors.InverseMass(item.B, n);

    private static Vec3 Divided(in Inertia m, Vec3 v)
    {
        var (a, b, c) = ((m.Yy * m.Zz) - (m.Yz * m.Yz), (m.Xz * m.Yz) - (m.Xy * m.Zz), (m.Xy * m.Yz) - (m.Xz * m.Yy));
        var det = (m.Xx * a) + (m.Xy * b) + (m.Xz * c);
        var (d, e, f) = ((m.Xx * m.Zz) - (m.Xz * m.Xz), (m.Xy * m.Xz) - (m.Xx * m.Yz), (m.Xx * m.Yy) - (m.Xy * m.Xy));
        return new Inertia(a, d, f, b, c, e) * v / det;
    }

    private struct Item
    {
        public Anchor A;
        public Anchor B;
        public double RestM;
        public double Compliance;
        public double TearN;
        public double ForceN;
        public bool Holds;
    }
}
