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
        var length = apart.Length;
        var (c, n) = (length - item.RestM, apart / Math.Max(length, 1e-12));
        var w = _anchors.InverseMass(item.A, n) + _anchors.InverseMass(item.B, n) + (item.Compliance / (hS * hS));
        if (length < 1e-12 || w <= 0)
        {
            return;
        }

        var push = -c / w;
        _anchors.Push(item.A, push * n);
        _anchors.Push(item.B, -push * n);
        item.ForceN += Smoothing * ((Math.Abs(push) / (hS * hS)) - item.ForceN);
        item.Holds = item.ForceN <= item.TearN;
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
