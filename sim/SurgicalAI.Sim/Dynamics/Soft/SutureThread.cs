using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// A suture thread: a chain of particles with stretch and bending solved along the whole length at once, so that it is inextensible
/// whatever hangs on it. Straight at rest, free of twist, no contact with itself. Hot path: no allocation.
/// </summary>
public sealed class SutureThread : IConstraintSet, IStrand
{
    // Part of a substep's force that counts at once: a spike of a single substep does not tear.
    private const double Smoothing = 0.25;

    private readonly DynamicsWorld _world;
    private readonly ThreadStretch _stretch;
    private readonly ThreadBending _bending;
    private readonly List<ThreadTie> _ties = [];
    private readonly int[] _nodes;
    private readonly Vec3[] _x;
    private readonly double[] _w;
    private readonly bool[] _cut;
    private readonly double[] _tensionN;

    /// <summary>Adds a thread's nodes to the world. The caller adds it as constraints and as strand, or uses <see cref="AddTo"/>.</summary>
    /// <param name="world">World whose particles it uses.</param>
    /// <param name="nodesM">Start of the nodes, metres, world frame; at least three, equally spaced.</param>
    /// <param name="material">Law and mass.</param>
    public SutureThread(DynamicsWorld world, ReadOnlySpan<Vec3> nodesM, in ThreadMaterial material)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodesM.Length, 3);
        (_world, Material, _nodes) = (world, material, new int[nodesM.Length]);
        (_x, _w) = (nodesM.ToArray(), new double[nodesM.Length]);
        (_cut, _tensionN) = (new bool[nodesM.Length - 1], new double[nodesM.Length - 1]);
        (_stretch, _bending) = (new(nodesM.Length - 1), new(nodesM.Length));
        SegmentM = Length(nodesM) / (nodesM.Length - 1);
        for (var i = 0; i < nodesM.Length; i++)
        {
            var share = i == 0 || i == nodesM.Length - 1 ? 0.5 : 1;
            _nodes[i] = world.Particles.Add(nodesM[i], share * SegmentM * material.MassKgPerM, material.RadiusM);
        }
    }

    /// <summary>Law and mass.</summary>
    public ThreadMaterial Material { get; }

    /// <summary>Length of a segment at rest, metres.</summary>
    public double SegmentM { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<int> Nodes => _nodes;

    /// <inheritdoc/>
    public double RadiusM => Material.RadiusM;

    /// <inheritdoc/>
    public double Friction => Material.Friction;

    /// <inheritdoc/>
    public double SquashMPerN => Material.SquashMPerN;

    /// <summary>Makes a thread and adds it to a world as constraints and as strand.</summary>
    public static SutureThread AddTo(DynamicsWorld world, ReadOnlySpan<Vec3> nodesM, in ThreadMaterial material)
    {
        var thread = new SutureThread(world, nodesM, material);
        world.Add((IConstraintSet)thread);
        world.Add((IStrand)thread);
        return thread;
    }

    /// <inheritdoc/>
    public bool HasSegment(int segment) => !_cut[segment];

    /// <summary>Tension of a segment, averaged over a few substeps, newtons; negative when compressed.</summary>
    public double TensionN(int segment) => _tensionN[segment];

    /// <summary>
    /// Ties a node to anything. The tie is solved together with the chain, so that a light thread carries a heavy needle; the world's
    /// own attachments would let it stretch.
    /// </summary>
    /// <param name="node">Node, counted from 0; one tie per node.</param>
    /// <param name="anchor">What it is tied to.</param>
    /// <param name="tearForceN">Force at which the tie gives way, newtons.</param>
    /// <returns>Its number.</returns>
    public int Tie(int node, in Anchor anchor, double tearForceN = double.PositiveInfinity)
    {
        _ties.Add(new(_world.Anchors, node, anchor, tearForceN));
        return _ties.Count - 1;
    }

    /// <summary>False after a tie gave way or was taken off.</summary>
    public bool IsTied(int tie) => _ties[tie].Holds;

    /// <summary>Takes a tie off.</summary>
    public void Untie(int tie) => _ties[tie].Release();

    /// <summary>Force in a tie, averaged over a few substeps, newtons.</summary>
    public double TieForceN(int tie) => _ties[tie].ForceN;

    /// <summary>Cuts every segment that passes through the blade.</summary>
    /// <returns>Number of segments cut.</returns>
    public int Cut(in Blade blade)
    {
        var count = 0;
        for (var s = 0; s < _cut.Length; s++)
        {
            if (!_cut[s] && blade.Crosses(_world.Particles.Position(_nodes[s]), _world.Particles.Position(_nodes[s + 1])))
            {
                _cut[s] = true;
                count++;
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public void Prepare(double hS)
    {
    }

    /// <inheritdoc/>
    public void Solve(double hS)
    {
        for (var i = 0; i < _nodes.Length; i++)
        {
            (_x[i], _w[i]) = (_world.Particles.Position(_nodes[i]), _world.Particles.InverseMass[_nodes[i]]);
        }

        foreach (var tie in _ties)
        {
            tie.Join(_x, _w);
        }

        _bending.Solve(_x, _w, _cut, Math.Pow(SegmentM, 3) / (Material.BendingNm2 * hS * hS));
        _stretch.Solve(_x, _w, _cut, SegmentM, SegmentM / (Material.StretchN * hS * hS));
        foreach (var tie in _ties)
        {
            tie.Pass(_x, _stretch, hS, Smoothing);
        }

        Store();
        Tear(hS);
    }

    /// <inheritdoc/>
    public void Finish(double hS)
    {
        var (p, scale) = (_world.Particles, 1 / (1 + (hS * Material.DampingPerS)));
        foreach (var i in _nodes)
        {
            p.SetVelocity(i, scale * p.Velocity(i));
        }
    }

    /// <inheritdoc/>
    public void Visit(StateArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        archive.Visit(_cut);
        archive.Visit(_tensionN);
        foreach (var tie in _ties)
        {
            tie.Visit(archive);
        }
    }

    private static double Length(ReadOnlySpan<Vec3> nodesM)
    {
        var sum = 0.0;
        for (var i = 1; i < nodesM.Length; i++)
        {
            sum += (nodesM[i] - nodesM[i - 1]).Length;
        }

        return sum;
    }

    private void Store()
    {
        var p = _world.Particles;
        for (var i = 0; i < _nodes.Length; i++)
        {
            (p.X[_nodes[i]], p.Y[_nodes[i]], p.Z[_nodes[i]]) = (_x[i].X, _x[i].Y, _x[i].Z);
        }
    }

    private void Tear(double hS)
    {
        for (var s = 0; s < _cut.Length; s++)
        {
            _tensionN[s] += Smoothing * ((-_stretch.ImpulseKgM[s] / (hS * hS)) - _tensionN[s]);
            _cut[s] |= _tensionN[s] > Material.TearForceN;
        }
    }
}
