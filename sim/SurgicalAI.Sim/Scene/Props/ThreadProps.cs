using System.Numerics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>Adds boards, eyelets, sutures and what they lie on.</summary>
public static class ThreadProps
{
    private const int RingParts = 14;
    private const double BoardFriction = 0.4;
    private const double EyeletFriction = 0.2;
    private const double RoundingM = 0.5 * Si.Mm;
    private const double RestRadiusM = 1 * Si.Mm;
    private const double RestHalfM = 5 * Si.Mm;
    private const double RestFriction = 0.4;
    private static readonly Vector3 Steel = new(0.62f, 0.64f, 0.66f);
    private static readonly Vector3 Rubber = new(0.2f, 0.22f, 0.25f);
    private static readonly Vector3 Violet = new(0.42f, 0.22f, 0.62f);

    /// <summary>
    /// A thick suture, size 2: so stiff that 10 mm of it droop by less than 0.1 mm, so soft that it bends aside where it meets an edge.
    /// </summary>
    public static ThreadMaterial StiffSuture { get; } = new()
    {
        RadiusM = 0.3 * Si.Mm, MassKgPerM = 3.2e-4, StretchN = 200, BendingNm2 = 1e-7, Friction = 0.4,
    };

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

    /// <summary>Adds a bar on two feet that stands still: a thread laid over it can be taken between jaws from above.</summary>
    /// <param name="scene">Scene.</param>
    /// <param name="top_world">Middle of the bar's upper side, metres.</param>
    /// <param name="along_world">Unit direction of the bar, level.</param>
    /// <param name="heightM">Height of the upper side over what it stands on, metres.</param>
    public static void AddRest(this TaskScene scene, Vec3 top_world, Vec3 along_world, double heightM)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var up = new Vec3(0, 0, 1);
        var T_world_rest = new Pose<WorldFrame, BodyFrame>(new(up.Cross(along_world), up, along_world), top_world - (RestRadiusM * up));
        var down = new Vec3(0, RestRadiusM - heightM, 0);
        var (left, right) = (new Vec3(0, 0, RestHalfM), new Vec3(0, 0, -RestHalfM));
        var bar = CollisionShape.Capsule(left, right, RestRadiusM);
        var (foot1, foot2) = (CollisionShape.Capsule(left, left + down, RestRadiusM), CollisionShape.Capsule(right, right + down, RestRadiusM));
        scene.Physics.AddBody(new() { T_world_body = T_world_rest, Friction = RestFriction }, bar, foot1, foot2);
        var instance = scene.NewInstance();
        foreach (var shape in (ReadOnlySpan<CollisionShape>)[bar, foot1, foot2])
        {
            var look = new VisualShape(VisualKind.Capsule, new(RestRadiusM, 0, shape.HalfSizeM.Z));
            var T_rest_part = new Pose<BodyFrame, BodyFrame>(shape.T_body_shape.R, shape.T_body_shape.P);
            scene.ShowFixed(look, T_world_rest * T_rest_part, SceneMaterial.Peg, Rubber, instance);
        }
    }

    /// <summary>Adds a suture that nothing holds.</summary>
    /// <param name="scene">Scene.</param>
    /// <param name="nodes_world">Its nodes, equally spaced, metres.</param>
    /// <param name="material">Law and mass.</param>
    /// <returns>The thread.</returns>
    public static SutureThread AddSuture(this TaskScene scene, ReadOnlySpan<Vec3> nodes_world, in ThreadMaterial material)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var thread = SutureThread.AddTo(scene.Physics, nodes_world, material);
        scene.Show(thread, SceneMaterial.Thread, Violet, scene.NewInstance());
        return thread;
    }

    private static Vec3 OnRing(int i)
    {
        var (s, c) = Math.SinCos(2 * Math.PI * i / RingParts);
        return EyeletShape.RingRadiusM * new Vec3(c, s, 0);
    }
}
