using System.Numerics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>
/// SurRoL's block at real size: a triangular rubber ring, 14.5 mm high, whose three walls stand 5 mm from its axis and are 0.84 mm
/// thick where the hole is widest. Body frame: Z along the hole, a corner on +X; wall i faces the angle 60 + 120 i degrees.
/// </summary>
public static class RingBlock
{
    /// <summary>Number of walls.</summary>
    public const int Walls = 3;

    /// <summary>Half height, metres.</summary>
    public const double HalfHeightM = 7.25 * Si.Mm;

    /// <summary>Distance of a wall's outer face from the axis, metres.</summary>
    public const double OuterM = 5 * Si.Mm;

    /// <summary>Distance of a wall's inner face from the axis, metres.</summary>
    public const double InnerM = 4.157 * Si.Mm;

    /// <summary>Mass of a cubic centimetre of rubber, kg.</summary>
    public const double MassKg = 1.2e-3;

    private const double Friction = 0.7;
    private const double WallHalfLengthM = 8.1 * Si.Mm;
    private const double CornerEndM = 7.6 * Si.Mm;
    private const double CornerHalfWidthM = 1.35 * Si.Mm;
    private const double RoundingM = 0.2 * Si.Mm;

    /// <summary>SurRoL's blue.</summary>
    public static Vector3 Blue { get; } = new(0.007f, 0.208f, 0.965f);

    /// <summary>SurRoL's red of the block to carry.</summary>
    public static Vector3 Red { get; } = new(1, 0.06f, 0.042f);

    /// <summary>Direction in which a wall faces, unit vector in the body frame.</summary>
    public static Vec3 Normal_body(int wall)
    {
        var (s, c) = Math.SinCos(Math.PI * (1 + (2 * wall)) / 3);
        return new(c, s, 0);
    }

    /// <summary>Middle of a wall, metres, in the body frame.</summary>
    public static Vec3 Middle_body(int wall) => 0.5 * (OuterM + InnerM) * Normal_body(wall);

    /// <summary>Adds a block.</summary>
    /// <returns>Its body.</returns>
    public static int AddRingBlock(this TaskScene scene, Pose<WorldFrame, BodyFrame> T_world_block, Vector3 tint)
    {
        ArgumentNullException.ThrowIfNull(scene);
        Span<CollisionShape> shapes = stackalloc CollisionShape[2 * Walls];
        for (var i = 0; i < Walls; i++)
        {
            (shapes[i], shapes[Walls + i]) = (Wall(i), Corner(i));
        }

        var body = scene.Physics.AddBody(
            new() { T_world_body = T_world_block, MassKg = MassKg, Friction = Friction }, shapes);
        var look = new VisualShape(VisualKind.RingBlock, new(2 * OuterM, InnerM, HalfHeightM));
        scene.Show(body, look, Pose<BodyFrame, BodyFrame>.Identity, SceneMaterial.Block, tint, scene.NewInstance());
        return body;
    }

    private static CollisionShape Wall(int i) => Box(
        Normal_body(i), Middle_body(i), new(0.5 * (OuterM - InnerM), WallHalfLengthM, HalfHeightM));

    // The corner, lower than the walls so that it never carries the block, closes the hole to a hexagon.
    private static CollisionShape Corner(int i)
    {
        var (s, c) = Math.SinCos(2 * Math.PI * i / Walls);
        var outward = new Vec3(c, s, 0);
        var half = new Vec3(0.5 * (CornerEndM - InnerM), CornerHalfWidthM, HalfHeightM - RoundingM);
        return Box(outward, 0.5 * (CornerEndM + InnerM) * outward, half);
    }

    private static CollisionShape Box(Vec3 outward, Vec3 middle, Vec3 half)
    {
        var z = new Vec3(0, 0, 1);
        return CollisionShape.Box(new(new(outward, z.Cross(outward), z), middle), half, RoundingM);
    }
}
