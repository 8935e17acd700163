using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// Many links that glue soft bodies to each other, to rigid bodies or to the world: connective tissue between layers. Each is a spring
/// with a strength; the torn and the cut are counted. Hot path: no allocation.
/// </summary>
public sealed class Bonds : IConstraintSet
{
    // Part of a substep's force that counts at once: a spike of a single substep does not tear.
    private const double Smoothing = 0.25;

    private readonly DynamicsWorld _world;
    private Item[] _items = new Item[64];
    private int _torn;
    private int _cut;

    /// <summary>An empty set. Add it to the world after the bodies it joins.</summary>
    public Bonds(DynamicsWorld world) => _world = world;

    /// <summary>Number of bonds made.</summary>
    public int Count { get; private set; }

    /// <summary>Bonds torn by force.</summary>
    public int Torn => _torn;

    /// <summary>Bonds cut by a blade.</summary>
    public int CutCount => _cut;

    /// <summary>Bonds that hold.</summary>
    public int Holding => Count - _torn - _cut;

    /// <summary>Adds a set to a world.</summary>
    public static Bonds AddTo(DynamicsWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var bonds = new Bonds(world);
        world.Add(bonds);
        return bonds;
    }

    /// <summary>Makes a bond whose rest length is the present distance. Set-up code.</summary>
    /// <param name="a">One end.</param>
    /// <param name="b">Other end.</param>
    /// <param name="complianceMPerN">Stretch per force, m/N.</param>
    /// <param name="tearForceN">Force that tears it, newtons.</param>
    /// <returns>Its number.</returns>
    public int Add(in Anchor a, in Anchor b, double complianceMPerN, double tearForceN)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, 2 * Count);
        }

        var rest = (_world.Anchors.Position(a) - _world.Anchors.Position(b)).Length;
        _items[Count] = new() { A = a, B = b, RestM = rest, Compliance = complianceMPerN, TearN = tearForceN, Holds = true };
        return Count++;
    }

    /// <summary>Bonds every particle of a range that lies within reach of a surface to the nearest point of it. Set-up code.</summary>
    /// <param name="particles">Candidates, indices in the world.</param>
    /// <param name="onto">Surface to glue to.</param>
    /// <param name="reachM">Largest distance bridged, metres.</param>
    /// <param name="complianceMPerN">Stretch per force of each bond, m/N.</param>
    /// <param name="tearForceN">Strength of each bond, newtons.</param>
    /// <returns>Number of bonds made.</returns>
    public int Glue(ReadOnlySpan<int> particles, ISurfaceMesh onto, double reachM, double complianceMPerN, double tearForceN)
    {
        ArgumentNullException.ThrowIfNull(onto);
        var before = Count;
        foreach (var i in particles)
        {
            var anchor = NearestPoint.On(onto, _world.Particles, _world.Particles.Position(i), out var distanceM);
            if (distanceM <= reachM)
            {
                Add(Anchor.Particle(i), anchor, complianceMPerN, tearForceN);
            }
        }

        return Count - before;
    }

    /// <summary>True while a bond holds.</summary>
    public bool Holds(int bond) => _items[bond].Holds;

    /// <summary>Force in a bond, averaged over a few substeps, newtons; 0 once broken.</summary>
    public double ForceN(int bond) => _items[bond].Holds ? _items[bond].ForceN : 0;

    /// <summary>Middle of a bond, metres, world frame.</summary>
    public Vec3 Middle(int bond) => 0.5 * (_world.Anchors.Position(_items[bond].A) + _world.Anchors.Position(_items[bond].B));

    /// <summary>Cuts the bonds that pass through the blade or whose middle is nearer to it than a distance.</summary>
    /// <returns>Number cut.</returns>
    public int Cut(in Blade blade, double nearM = 0)
    {
        var before = _cut;
        foreach (ref var item in _items.AsSpan(0, Count))
        {
            if (item.Holds)
            {
                var (a, b) = (_world.Anchors.Position(item.A), _world.Anchors.Position(item.B));
                item.Holds = !blade.Crosses(a, b) && !blade.IsNear(0.5 * (a + b), nearM);
                _cut += item.Holds ? 0 : 1;
            }
        }

        return _cut - before;
    }

    /// <inheritdoc/>
    public void Prepare(double hS)
    {
    }

    /// <inheritdoc/>
    public void Solve(double hS)
    {
        foreach (ref var item in _items.AsSpan(0, Count))
        {
            if (item.Holds)
            {
                Solve(ref item, hS);
            }
        }
    }

    /// <inheritdoc/>
    public void Finish(double hS)
    {
    }

    /// <inheritdoc/>
    public void Visit(StateArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        archive.Visit(ref _torn);
        archive.Visit(ref _cut);
        foreach (ref var item in _items.AsSpan(0, Count))
        {
            archive.Visit(ref item.Holds);
            archive.Visit(ref item.ForceN);
        }
    }

    private void Solve(ref Item item, double hS)
    {
        var anchors = _world.Anchors;
        var apart = anchors.Position(item.A) - anchors.Position(item.B);
        var length = apart.Length;
        if (length < 1e-12)
        {
            return;
        }

        var n = apart / length;
        var push = (item.RestM - length) / (anchors.InverseMass(item.A, n) + anchors.InverseMass(item.B, n) + (item.Compliance / (hS * hS)));
        anchors.Push(item.A, push * n);
        anchors.Push(item.B, -push * n);
        item.ForceN += Smoothing * ((Math.Max(0, -push) / (hS * hS)) - item.ForceN);
        if (item.ForceN > item.TearN)
        {
            item.Holds = false;
            _torn++;
        }
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
