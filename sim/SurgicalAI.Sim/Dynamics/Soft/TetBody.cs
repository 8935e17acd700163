using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// An elastic solid of tetrahedra. Its particles are one range of the world's. Elements tear over a stretch limit; cuts part them along
/// their faces. A particle that no element holds any more is taken out of motion. Hot path: no allocation.
/// </summary>
public sealed class TetBody : IConstraintSet
{
    private readonly DynamicsWorld _world;
    private readonly ElementTopology _topology;
    private readonly TetSurface _surface;
    private readonly TetBlocks _blocks;
    private readonly SoftMotion _motion;
    private readonly int[] _corners;
    private readonly double[] _volumeM3;
    private readonly double[] _shareM3;
    private readonly int[] _torn;
    private readonly Vec3[] _middles;
    private readonly (int Of, int Copy)[] _copied;
    private double _refreshedS;
    private int _cycles;
    private bool _thereAndBack;
    private int _refreshedVersion;

    /// <summary>Adds a mesh's corners to the world as particles. The caller adds the body itself and its <see cref="Surface"/>, or uses <see cref="AddTo"/>.</summary>
    /// <param name="world">World whose particles it uses.</param>
    /// <param name="mesh">Rest shape and start.</param>
    /// <param name="material">Law and density.</param>
    /// <param name="options">How it is solved and touched.</param>
    public TetBody(DynamicsWorld world, TetMesh mesh, in SoftMaterial material, TetBodyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(mesh);
        material.Validate();
        (_world, Mesh, Material, Options) = (world, mesh, material, options ?? new());
        ParticleCount = mesh.RestM.Length + Options.SpareParticles;
        _corners = [.. mesh.Corners];
        _topology = new(_corners, 4, mesh.RestM.Length, Options.SpareParticles);
        _blocks = new(mesh, _corners, material, ParticleCount);
        _volumeM3 = new double[mesh.Tetrahedra];
        _shareM3 = new double[ParticleCount];
        (_torn, _middles, _copied) = (new int[2 * mesh.Tetrahedra], new Vec3[mesh.Tetrahedra], new (int, int)[Options.SpareParticles]);
        FirstParticle = AddParticles();
        _motion = new(world, FirstParticle, ParticleCount);
        _surface = new(_topology, _corners, FirstParticle, Options);
    }

    /// <summary>Rest shape.</summary>
    public TetMesh Mesh { get; }

    /// <summary>Law and density.</summary>
    public SoftMaterial Material { get; }

    /// <summary>How it is solved and touched.</summary>
    public TetBodyOptions Options { get; }

    /// <summary>Index in the world of the mesh's corner 0; the others follow in order, then the spare ones.</summary>
    public int FirstParticle { get; }

    /// <summary>Number of particles, spare ones included.</summary>
    public int ParticleCount { get; }

    /// <summary>Outside, for contact and drawing.</summary>
    public ISurfaceMesh Surface => _surface;

    /// <summary>Elements torn so far.</summary>
    public int BrokenElements => _topology.BrokenCount;

    /// <summary>Passes per substep in use.</summary>
    public int Cycles => _cycles;

    /// <summary>Makes a body and adds it and its outside to a world.</summary>
    public static TetBody AddTo(DynamicsWorld world, TetMesh mesh, in SoftMaterial material, TetBodyOptions? options = null)
    {
        var body = new TetBody(world, mesh, material, options);
        world.Add(body);
        world.Add(body.Surface);
        return body;
    }

    /// <summary>True when an element has been torn.</summary>
    public bool IsBroken(int tetrahedron) => _topology.Broken[tetrahedron];

    /// <summary>Pins every particle whose rest position satisfies a condition. Set-up code.</summary>
    /// <returns>Number of particles pinned.</returns>
    public int PinWhere(Func<Vec3, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var count = 0;
        for (var i = 0; i < Mesh.RestM.Length; i++)
        {
            if (condition(Mesh.RestM[i]))
            {
                _world.Particles.Pin(FirstParticle + i);
                count++;
            }
        }

        return count;
    }

    /// <summary>Index in the world of the particle nearest to a point of the rest shape. Set-up code.</summary>
    public int ParticleNear(Vec3 restM)
    {
        var best = 0;
        for (var i = 1; i < Mesh.RestM.Length; i++)
        {
            best = (Mesh.RestM[i] - restM).Length < (Mesh.RestM[best] - restM).Length ? i : best;
        }

        return FirstParticle + best;
    }

    /// <summary>Volume now, cubic metres, of the elements that hold.</summary>
    public double VolumeM3()
    {
        var sum = 0.0;
        for (var t = 0; t < _volumeM3.Length; t++)
        {
            var a = Position(t, 0);
            sum += _topology.Broken[t] ? 0 : (Position(t, 1) - a).Cross(Position(t, 2) - a).Dot(Position(t, 3) - a) / 6;
        }

        return sum;
    }

    /// <summary>Parts the solid where the blade passes between the middles of neighbouring elements. Volume and mass stay.</summary>
    /// <returns>Number of faces opened.</returns>
    public int Cut(in Blade blade)
    {
        for (var t = 0; t < _middles.Length; t++)
        {
            _middles[t] = 0.25 * (Position(t, 0) + Position(t, 1) + Position(t, 2) + Position(t, 3));
        }

        var opened = _topology.Cut(blade, _middles, _copied, out var copies);
        if (opened > 0)
        {
            ShareOut(_copied.AsSpan(0, copies));
            _surface.Refresh();
        }

        return opened;
    }

    /// <summary>Takes an element out, as if torn.</summary>
    public void Break(int tetrahedron)
    {
        TakeOut(tetrahedron);
        _surface.Refresh();
    }

    /// <inheritdoc/>
    public void Prepare(double hS)
    {
        if (hS != _refreshedS)
        {
            _cycles = Options.Cycles > 0 ? Options.Cycles : TetCycles.For(Mesh, Material, hS);
            _thereAndBack = TetCycles.IsStiff(Mesh, Material, hS / _cycles);
        }

        var changed = _motion.ReadMasses() | (hS != _refreshedS) | (_refreshedVersion != _topology.Version);
        if (changed)
        {
            _blocks.Refresh(_motion.Local, _topology.Broken, hS / _cycles, _thereAndBack);
            (_refreshedS, _refreshedVersion) = (hS, _topology.Version);
        }
    }

    /// <inheritdoc/>
    public void Solve(double hS)
    {
        _motion.Begin(hS, _cycles);
        for (var i = 0; i < _cycles; i++)
        {
            _motion.Predict();
            var torn = _blocks.Solve(_motion.Local, _torn);
            _motion.Correct();
            Tear(_torn.AsSpan(0, torn));
        }

        _motion.End();
    }

    /// <inheritdoc/>
    public void Finish(double hS) => _motion.Finish(1 / (1 + (hS * Material.DampingPerS)));

    /// <inheritdoc/>
    public void Visit(StateArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        _topology.Visit(archive);
        if (archive.IsRestoring)
        {
            _refreshedS = 0;
            _surface.Refresh();
        }
    }

    private Vec3 Position(int t, int corner) => _world.Particles.Position(FirstParticle + _corners[(4 * t) + corner]);

    private int AddParticles()
    {
        var mass = new double[ParticleCount];
        for (var t = 0; t < _volumeM3.Length; t++)
        {
            _volumeM3[t] = Mesh.VolumeM3(t);
            foreach (var corner in Mesh.Corners.AsSpan(4 * t, 4))
            {
                mass[corner] += Material.DensityKgPerM3 * _volumeM3[t] / 4;
            }
        }

        var first = _world.Particles.Count;
        for (var i = 0; i < mass.Length; i++)
        {
            _world.Particles.Add(Mesh.RestM[Math.Min(i, Mesh.RestM.Length - 1)], mass[i], Options.ParticleRadiusM);
        }

        return first;
    }

    private void Tear(ReadOnlySpan<int> elements)
    {
        if (elements.IsEmpty)
        {
            return;
        }

        foreach (var t in elements)
        {
            TakeOut(t);
        }

        _refreshedVersion = _topology.Version;
        _surface.Refresh();
    }

    private void TakeOut(int t)
    {
        if (_topology.Break(t))
        {
            _blocks.Break(t);
            FreezeLoose(t);
        }
    }

    private void FreezeLoose(int t)
    {
        foreach (var corner in _corners.AsSpan(4 * t, 4))
        {
            if (_topology.Valence(corner) == 0)
            {
                _world.Particles.Pin(FirstParticle + corner);
                _motion.Freeze(corner);
            }
        }
    }

    // A parted corner's mass goes to its copies by the volume that each holds.
    private void ShareOut(ReadOnlySpan<(int Of, int Copy)> copied)
    {
        Array.Clear(_shareM3);
        for (var at = 0; at < _corners.Length; at++)
        {
            _shareM3[_corners[at]] += _topology.Broken[at / 4] ? 0 : _volumeM3[at / 4];
        }

        foreach (var (of, copy) in copied)
        {
            _shareM3[of] += _shareM3[copy];
        }

        foreach (var (of, copy) in copied)
        {
            _world.Particles.Split(FirstParticle + of, FirstParticle + copy, _shareM3[copy] / _shareM3[of]);
            _shareM3[of] -= _shareM3[copy];
        }
    }
}
