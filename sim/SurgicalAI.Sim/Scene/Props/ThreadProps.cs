using System.Numerics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>Adds boards and eyelets.</summary>
public static class ThreadProps
{
    private const int RingParts = 14;
    private const double BoardFriction = 0.4;
    private const double EyeletFriction = 0.2;
    private const double RoundingM = 0.5 * Si.Mm;
    private static readonly Vector3 Steel = new(0.62f, 0.64f, 0.66f);

    /// <summary>Adds a flat board that stands still.</summary>
    /// <param name="scene">Scene.</param>
    /// <param name="topMiddle_world">Middle of its upper face, metres.</param>
    /// <param name="halfM">Half extents, metres.</param>
    public static void AddBoard(this TaskScene scene, Vec3 topMiddle_world, Vec3 halfM)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var T_world_board = new Pose<WorldFrame, BodyFrame>(Rotation.Identity, topMiddle_world - new Vec3(0, 0, halfM.Z));
        scene.Physics.AddBody(new() { T_world_body = T_world_board, Friction = BoardFriction }, CollisionShape.Box(halfM, RoundingM));
        scene.ShowFixed(new(VisualKind.Box, halfM), T_world_board, SceneMaterial.Board, Vector3.One, scene.NewInstance());
    }

    /// <summary>Adds a ring on a post that stands still.</summary>
    /// <param name="scene">Scene.</param>
    /// <param name="shape">Where it is.</param>
    public static void AddEyelet(this TaskScene scene, in EyeletShape shape)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var parts = new CollisionShape[RingParts + 1];
        for (var i = 0; i < RingParts; i++)
        {
            parts[i] = CollisionShape.Capsule(OnRing(i), OnRing(i + 1), EyeletShape.WireRadiusM);
        }

        var (top, foot) = (-EyeletShape.RingRadiusM, -EyeletShape.HeightM);
        parts[RingParts] = CollisionShape.Capsule(new(0, top, 0), new(0, foot, 0), EyeletShape.WireRadiusM);
        scene.Physics.AddBody(new() { T_world_body = shape.T_world_ring, Friction = EyeletFriction }, parts);

        var instance = scene.NewInstance();
        var ring = new VisualShape(VisualKind.Torus, new(EyeletShape.RingRadiusM, EyeletShape.WireRadiusM, 0));
        scene.ShowFixed(ring, shape.T_world_ring, SceneMaterial.Peg, Steel, instance);
        var post = new VisualShape(VisualKind.Capsule, new(EyeletShape.WireRadiusM, 0, 0.5 * (top - foot)));
        var upright = Rotation.AboutX(90 * Si.Deg);
        var T_ring_post = new Pose<BodyFrame, BodyFrame>(upright, new(0, 0.5 * (top + foot), 0));
        scene.ShowFixed(post, shape.T_world_ring * T_ring_post, SceneMaterial.Peg, Steel, instance);
    }

    private static Vec3 OnRing(int i)
    {
        var (s, c) = Math.SinCos(2 * Math.PI * i / RingParts);
        return EyeletShape.RingRadiusM * new Vec3(c, s, 0);
    }
}
