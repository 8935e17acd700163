using System.Numerics;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Tasks;

/// <content>What is shown, and how it is made of.</content>
public sealed partial class TaskScene
{
    private readonly List<BodyLook> _bodyLooks = [];
    private readonly List<RigidView> _fixedLooks = [];
    private readonly List<SurfaceMap> _surfaces = [];
    private readonly List<StrandMap> _strands = [];
    private byte _lastInstance;

    /// <summary>Centre of the target marker, metres.</summary>
    public Vec3 Goal_world { get; private set; }

    /// <summary>False when no marker is shown.</summary>
    public bool HasTarget { get; private set; }

    /// <summary>The needle that lies fixed on the ground.</summary>
    public Pose<WorldFrame, NeedleFrame> T_world_needle { get; private set; } = Pose<WorldFrame, NeedleFrame>.Identity;

    /// <summary>False when no fixed needle is shown.</summary>
    public bool HasNeedle { get; private set; }

    /// <summary>Deformable surfaces that are shown.</summary>
    internal IReadOnlyList<SurfaceMap> Surfaces => _surfaces;

    /// <summary>Threads that are shown.</summary>
    internal IReadOnlyList<StrandMap> Strands => _strands;

    /// <summary>Shows the target marker; called again it moves.</summary>
    public void ShowTarget(Vec3 goal_world) => (Goal_world, HasTarget) = (goal_world, true);

    /// <summary>Keeps a goal that is not shown.</summary>
    public void SetGoal(Vec3 goal_world) => (Goal_world, HasTarget) = (goal_world, false);

    /// <summary>Shows a needle that does not move and that nothing touches.</summary>
    public void ShowNeedle(Pose<WorldFrame, NeedleFrame> T_world_needle) => (this.T_world_needle, HasNeedle) = (T_world_needle, true);

    /// <summary>A new number for the instance map.</summary>
    public byte NewInstance() => ++_lastInstance;

    /// <summary>Shows a part of a rigid body.</summary>
    /// <param name="body">The body in <see cref="Physics"/>.</param>
    /// <param name="shape">Form.</param>
    /// <param name="T_body_part">Where the part sits on the body.</param>
    /// <param name="material">Look and label.</param>
    /// <param name="tint">Colour, as in <see cref="RigidView"/>.</param>
    /// <param name="instance">From <see cref="NewInstance"/>; parts of one thing share it.</param>
    public void Show(int body, VisualShape shape, Pose<BodyFrame, BodyFrame> T_body_part, SceneMaterial material, Vector3 tint, byte instance) =>
        _bodyLooks.Add(new(body, shape, T_body_part, material, tint, instance));

    /// <summary>Shows something that stands still.</summary>
    public void ShowFixed(VisualShape shape, Pose<WorldFrame, BodyFrame> T_world_part, SceneMaterial material, Vector3 tint, byte instance) =>
        _fixedLooks.Add(new(shape, T_world_part, material, tint, instance));

    /// <summary>Shows a deformable surface.</summary>
    /// <param name="surface">The surface.</param>
    /// <param name="material">Look and label.</param>
    /// <param name="tint">Factor on the material's colour.</param>
    /// <param name="twoSided">True for a sheet that is seen from both sides.</param>
    /// <param name="instance">From <see cref="NewInstance"/>.</param>
    public void Show(ISurfaceMesh surface, SceneMaterial material, Vector3 tint, bool twoSided, byte instance) =>
        _surfaces.Add(new(surface, material, tint, twoSided, instance));

    /// <summary>Shows a thread.</summary>
    public void Show(IStrand strand, SceneMaterial material, Vector3 tint, byte instance) =>
        _strands.Add(new(strand, material, tint, instance));

    private void ClearMarks()
    {
        _bodyLooks.Clear();
        _fixedLooks.Clear();
        _surfaces.Clear();
        _strands.Clear();
        (HasTarget, HasNeedle, Goal_world) = (false, false, Vec3.Zero);
        _lastInstance = (byte)_arms.Length;
    }

    private readonly record struct BodyLook(
        int Body, VisualShape Shape, Pose<BodyFrame, BodyFrame> T_body_part, SceneMaterial Material, Vector3 Tint, byte Instance);
}
