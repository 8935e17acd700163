using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// A thin sheet (gauze, membrane) of triangles with stretch, shear and bending, which collides, tears over a stretch limit and can be
/// cut along its edges. It does not collide with itself. Hot path: no allocation.
/// </summary>
public sealed class Cloth : IConstraintSet, ISurfaceMesh
{
    private readonly DynamicsWorld _world;
    private readonly ElementTopology _topology;
    private readonly SheetLinks _links;
    private readonly SoftMotion _motion;
    private readonly int[] _corners;
    private readonly int[] _triangles;
    private readonly int[] _torn;
    private readonly Vec3[] _middles;
    private readonly (int Of, int Copy)[] _copied;
    private int _triangleCount;

    /// <summary>Adds a mesh's corners to the world as particles. The caller adds the sheet as constraints and as surface, or uses <see cref="AddTo"/>.</summary>
    /// <param name="world">World whose particles it uses.</param>
    /// <param name="mesh">Rest shape and start; bending's rest shape is flat.</param>
    /// <param name="material">Law and mass.</param>
    /// <param name="options">How it is solved and touched.</param>
    public Cloth(DynamicsWorld world, SheetMesh mesh, in ClothMaterial material, ClothOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(mesh);
        material.Validate();
        (_world, Mesh, Material, Options) = (world, mesh, material, options ?? new());
        ParticleCount = mesh.RestM.Length + Options.SpareParticles;
        (_corners, _triangles) = ([.. mesh.Corners], new int[mesh.Corners.Length]);
        (_torn, _middles, _copied) = (new int[4 * mesh.Triangles], new Vec3[mesh.Triangles], new (int, int)[Options.SpareParticles]);
        _topology = new(_corners, 3, mesh.RestM.Length, Options.SpareParticles);
        _links = new(mesh, _corners, _topology, material);
        FirstParticle = AddParticles();
        _motion = new(world, FirstParticle, ParticleCount);
        Rebuild();
    }

    /// <summary>Rest shape.</summary>
    public SheetMesh Mesh { get; }

    /// <summary>Law and mass.</summary>
    public ClothMaterial Material { get; }

    /// <summary>How it is solved and touched.</summary>
    public ClothOptions Options { get; }

    /// <summary>Index in the world of the mesh's corner 0; the others follow in order, then the spare ones.</summary>
    public int FirstParticle { get; }

    /// <summary>Number of particles, spare ones included.</summary>
    public int ParticleCount { get; }

    /// <summary>Triangles torn so far.</summary>
    public int BrokenTriangles => _topology.BrokenCount;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Triangles => _triangles.AsSpan(0, _triangleCount);

    /// <inheritdoc/>
    public int TopologyVersion => _topology.Version;

    /// <inheritdoc/>
    public double ThicknessM => Options.ThicknessM;

    /// <inheritdoc/>
    public double Friction => Options.Friction;

    /// <inheritdoc/>
    public bool MeetsTerrain => Options.MeetsTerrain;

    /// <summary>Makes a sheet and adds it to a world as constraints and as surface.</summary>
    public static Cloth AddTo(DynamicsWorld world, SheetMesh mesh, in ClothMaterial material, ClothOptions? options = null)
    {
        var cloth = new Cloth(world, mesh, material, options);
        world.Add((IConstraintSet)cloth);
        world.Add((ISurfaceMesh)cloth);
        return cloth;
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

    /// <summary>Mean of the sheet's particles, metres, world frame.</summary>
    public Vec3 Middle()
    {
        var sum = Vec3.Zero;
        for (var i = 0; i < Mesh.RestM.Length; i++)
        {
            sum += _world.Particles.Position(FirstParticle + i);
        }

        return sum / Mesh.RestM.Length;
    }

    /// <summary>Parts the sheet where the blade passes between the middles of neighbouring triangles. Area and mass stay.</summary>
    /// <returns>Number of edges opened.</returns>
    public int Cut(in Blade blade)
    {
        for (var t = 0; t < _middles.Length; t++)
        {
            _middles[t] = (Position(t, 0) + Position(t, 1) + Position(t, 2)) / 3;
        }

        var opened = _topology.Cut(blade, _middles, _copied, out var copies);
        if (opened > 0)
        {
            foreach (var (of, copy) in _copied.AsSpan(0, copies))
            {
                _world.Particles.Split(FirstParticle + of, FirstParticle + copy, 0.5);
            }

            Rebuild();
        }

        return opened;
    }

    /// <inheritdoc/>
    public void Prepare(double hS) => _motion.ReadMasses();

    /// <inheritdoc/>
    public void Solve(double hS)
    {
        _motion.Begin(hS, Options.Cycles);
        for (var i = 0; i < Options.Cycles; i++)
        {
            _motion.Predict();
            var torn = _links.Solve(_motion.Local, hS / Options.Cycles, _torn);
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
            Rebuild();
        }
    }

    private Vec3 Position(int t, int corner) => _world.Particles.Position(FirstParticle + _corners[(3 * t) + corner]);

    private int AddParticles()
    {
        var mass = new double[ParticleCount];
        for (var at = 0; at < _corners.Length; at++)
        {
            mass[_corners[at]] += Material.MassKgPerM2 * Mesh.AreaM2(at / 3) / 3;
        }

        var first = _world.Particles.Count;
        for (var i = 0; i < mass.Length; i++)
        {
            _world.Particles.Add(Mesh.RestM[Math.Min(i, Mesh.RestM.Length - 1)], mass[i], Options.ThicknessM);
        }

        return first;
    }

    private void Tear(ReadOnlySpan<int> triangles)
    {
        foreach (var t in triangles)
        {
            if (_topology.Break(t))
            {
                FreezeLoose(t);
            }
        }

        if (!triangles.IsEmpty)
        {
            Rebuild();
        }
    }

    private void FreezeLoose(int t)
    {
        foreach (var corner in _corners.AsSpan(3 * t, 3))
        {
            if (_topology.Valence(corner) == 0)
            {
                _world.Particles.Pin(FirstParticle + corner);
                _motion.Freeze(corner);
            }
        }
    }

    private void Rebuild()
    {
        _links.Rebuild();
        _triangleCount = 0;
        for (var at = 0; at < _corners.Length; at++)
        {
            if (!_topology.Broken[at / 3])
            {
                _triangles[_triangleCount++] = FirstParticle + _corners[at];
            }
        }
    }
}
