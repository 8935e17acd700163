using System.Numerics;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>Puts suturing needles into scenes: <see cref="NeedleShape"/> as a rigid chain of capsules with the wire's mass.</summary>
public static class NeedleProps
{
    /// <summary>Mass of 40 mm of steel wire, kg.</summary>
    public const double MassKg = SteelKgPerM3 * Math.PI * NeedleShape.WireRadiusM * NeedleShape.WireRadiusM * NeedleShape.ArcLengthM;

    private const double SteelKgPerM3 = 7_900;
    private const double Friction = 0.4;
    private const int Capsules = 12;

    // A half circle's centre of mass lies on its axis of symmetry, 2/pi of the radius from the arc's centre.
    private const double CentreM = NeedleShape.ArcRadiusM * (1 - (2 / Math.PI));

    /// <summary>The needle's frame on its body: the body's origin is the centre of mass, its axes are the needle's.</summary>
    internal static Pose<BodyFrame, NeedleFrame> T_body_needle { get; } = new(Rotation.Identity, new(-CentreM, 0, 0));

    /// <summary>Adds a needle to physics and picture.</summary>
    /// <param name="scene">Scene being built.</param>
    /// <param name="T_world_needle">Where it begins, at rest.</param>
    public static NeedleBody AddNeedle(this TaskScene scene, Pose<WorldFrame, NeedleFrame> T_world_needle)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var spec = new RigidBodySpec
        {
            T_world_body = T_world_needle * T_body_needle.Inverse(),
            MassKg = MassKg,
            InertiaKgM2 = Inertia(),
            Friction = Friction,
        };
        var body = scene.Physics.AddBody(spec, Wire());
        scene.Show(body, new(VisualKind.Needle, default), new(T_body_needle.R, T_body_needle.P), SceneMaterial.Needle, Vector3.One, scene.NewInstance());
        return new(body);
    }

    // Thin wire: half of R^2 about each diameter through the arc's centre, moved to the centre of mass.
    private static Vec3 Inertia()
    {
        const double R = NeedleShape.ArcRadiusM;
        const double Shift = (R - CentreM) * (R - CentreM);
        return MassKg * new Vec3(R * R / 2, (R * R / 2) - Shift, (R * R) - Shift);
    }

    private static CollisionShape[] Wire()
    {
        var shapes = new CollisionShape[Capsules];
        for (var i = 0; i < Capsules; i++)
        {
            shapes[i] = CollisionShape.Capsule(Node(i), Node(i + 1), NeedleShape.WireRadiusM);
        }

        return shapes;
    }

    private static Vec3 Node(int i) => T_body_needle * NeedleShape.Wire_needle((2.0 * i / Capsules) - 1);
}
