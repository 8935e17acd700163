using System.Numerics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>Adds flaps of tissue and what lies beneath them.</summary>
public static class FlapProps
{
    private const double HingeComplianceMPerN = 1e-3;
    private const double HingeTearN = 0.25;
    private const double FibreComplianceMPerN = 0.2;
    private const double FibreTearN = 0.06;
    private const int StayedRows = 2;
    private const int StayEvery = 4;
    private const double VesselRadiusM = 2.2 * Si.Mm;

    // Gallbladder wall and peritoneum: ten to some tens of kPa (LapGym's sheet: 27 kPa).
    private static readonly SoftMaterial Tissue = new() { YoungModulusPa = 15_000, PoissonRatio = 0.42, DampingPerS = 8 };

    private static readonly TetBodyOptions Contact = new() { MeetsTerrain = true, Friction = 0.6, SpareParticles = 200 };

    /// <summary>Adds a flap, held at its hinge.</summary>
    /// <param name="scene">Scene.</param>
    /// <param name="shape">Form and place.</param>
    public static Flap AddFlap(this TaskScene scene, in FlapShape shape)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var physics = scene.Physics;
        var at = shape;
        var mesh = TetMeshes.Grid(FlapShape.CellsAcross, FlapShape.CellsAlong, 1, u => at.At(u));
        var body = TetBody.AddTo(physics, mesh, Tissue, Contact);
        var flap = new Flap(physics, shape, body, Hinge(physics, body));
        scene.Show(body.Surface, SceneMaterial.Organ, Vector3.One, twoSided: false, scene.NewInstance());
        return flap;
    }

    /// <summary>Shows a vessel on the ground beneath a flap, for the eye alone: what retracting brings to light.</summary>
    public static void ShowVessel(this TaskScene scene, in FlapShape shape)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var (from, to) = (shape.At(new(0.2, 0.4, 0)), shape.At(new(0.8, 0.5, 0)));
        var along = (to - from).Normalized();
        var side = along.Cross(new(0, 0, 1)).Normalized();
        var pose = new Pose<WorldFrame, BodyFrame>(new(side, along.Cross(side), along), 0.5 * (from + to));
        var size = new Vec3(VesselRadiusM, 0, 0.5 * (to - from).Length);
        scene.ShowFixed(new(VisualKind.Capsule, size), pose, SceneMaterial.Vessel, Vector3.One, scene.NewInstance());
    }

    /// <summary>Adds fibres between the flat part of a flap and the ground, in rows along the hinge.</summary>
    /// <param name="scene">Scene.</param>
    /// <param name="flap">Flap that lies a gap over the ground.</param>
    /// <param name="firstRow">First row of the flap's corners that is held, counted from the hinge.</param>
    /// <param name="rows">Number of rows.</param>
    public static ConnectiveTissue AddConnectiveTissue(this TaskScene scene, Flap flap, int firstRow, int rows)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(flap);
        const int PerRow = FlapShape.CellsAcross + 1;
        var fibres = new ConnectiveTissue.Fibre[PerRow * rows];
        for (var i = 0; i < fibres.Length; i++)
        {
            fibres[i] = AddFibre(scene, flap.Particle(i % PerRow, firstRow + (i / PerRow), 0));
        }

        var tissue = new ConnectiveTissue(scene.Physics, fibres, PerRow);
        scene.Show(tissue.Web, SceneMaterial.Membrane, Vector3.One, twoSided: true, scene.NewInstance());
        return tissue;
    }

    /// <summary>Draws the free edge of a flap towards a point by elastic stays, as on a ring retractor.</summary>
    /// <param name="scene">Scene.</param>
    /// <param name="flap">Flap.</param>
    /// <param name="ring_world">Point over the flap where the stays are fixed, metres.</param>
    /// <param name="pullN">Sum of their pulls at the start, newtons; it falls in proportion to their length.</param>
    public static void AddStays(this TaskScene scene, Flap flap, Vec3 ring_world, double pullN)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(flap);
        var physics = scene.Physics;
        var ring = physics.Particles.Add(ring_world, 0, 0);
        var complianceMPerN = (flap.EdgeMiddle_world - ring_world).Length * flap.EdgeCorners(StayedRows).Count() / pullN;
        foreach (var i in flap.EdgeCorners(StayedRows))
        {
            physics.Attach(Anchor.Particle(i), Anchor.Particle(ring), 0, complianceMPerN, double.PositiveInfinity);
        }

        var instance = scene.NewInstance();
        for (var across = 0; across <= FlapShape.CellsAcross; across += StayEvery)
        {
            scene.Show(new Stay(flap.Particle(across, FlapShape.CellsAlong, 1), ring), SceneMaterial.Thread, Vector3.One, instance);
        }
    }

    private static ConnectiveTissue.Fibre AddFibre(TaskScene scene, int top)
    {
        var physics = scene.Physics;
        var end = physics.Particles.Position(top);
        var root = physics.Particles.Add(end with { Z = scene.Surface.HeightM(end.X, end.Y) }, 0, 0);
        var lengthM = (end - physics.Particles.Position(root)).Length;
        return new(root, top, physics.Attach(Anchor.Particle(root), Anchor.Particle(top), lengthM, FibreComplianceMPerN, FibreTearN));
    }

    private static int[] Hinge(DynamicsWorld physics, TetBody body)
    {
        var links = new List<int>();
        for (var i = 0; i <= FlapShape.CellsAcross; i++)
        {
            for (var k = 0; k < 2; k++)
            {
                var corner = Flap.Corner(i, 0, k);
                var root = Anchor.World(body.Mesh.RestM[corner]);
                links.Add(physics.Attach(Anchor.Particle(body.FirstParticle + corner), root, 0, HingeComplianceMPerN, HingeTearN));
            }
        }

        return [.. links];
    }
}
