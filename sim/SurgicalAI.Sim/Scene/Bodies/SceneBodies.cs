using System.Numerics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Sim.Scene.Bodies;

/// <summary>An instrument to draw.</summary>
/// <param name="Tool">Name of the tool's data, for example "lnd-400006".</param>
/// <param name="T_world_base">Base of its arm.</param>
/// <param name="Joints">True joints, rad and m.</param>
/// <param name="JawRad">True jaw opening, rad.</param>
/// <param name="Instance">Number in the instance map; instruments come first, from 1.</param>
public readonly record struct ArmView(string Tool, Pose<WorldFrame, BaseFrame> T_world_base, JointVector Joints, double JawRad, byte Instance);

/// <summary>A rigid part to draw.</summary>
/// <param name="Shape">Form and size.</param>
/// <param name="T_world_body">Pose.</param>
/// <param name="Material">Look and label.</param>
/// <param name="Tint">Linear colour (red, green, blue) for materials that have no colour of their own; else a factor on it.</param>
/// <param name="Instance">Number in the instance map; parts of one body share it.</param>
public readonly record struct RigidView(
    VisualShape Shape, Pose<WorldFrame, BodyFrame> T_world_body, SceneMaterial Material, Vector3 Tint, byte Instance);

/// <summary>A deformable surface to draw.</summary>
public sealed class SoftView
{
    /// <summary>Vertices in the world frame, metres; the first <see cref="VertexCount"/> count.</summary>
    public Vector3[] Vertices { get; set; } = [];

    /// <summary>Vertices at rest, metres: where the texture sticks to the surface.</summary>
    public Vector3[] RestVertices { get; set; } = [];

    /// <summary>Number of vertices.</summary>
    public int VertexCount { get; set; }

    /// <summary>Corners of the triangles; the first <see cref="IndexCount"/> count. Outward side counter-clockwise.</summary>
    public uint[] Indices { get; set; } = [];

    /// <summary>Number of indices.</summary>
    public int IndexCount { get; set; }

    /// <summary>Rises when the triangles change (a cut), so that they are sent to the card only then.</summary>
    public int Topology { get; set; }

    /// <summary>Look and label.</summary>
    public SceneMaterial Material { get; set; }

    /// <summary>Factor on the material's colour.</summary>
    public Vector3 Tint { get; set; } = Vector3.One;

    /// <summary>True for a sheet that is seen from both sides (gauze, membrane).</summary>
    public bool TwoSided { get; set; }

    /// <summary>Number in the instance map.</summary>
    public byte Instance { get; set; }
}

/// <summary>A thread to draw.</summary>
public sealed class StrandView
{
    /// <summary>Points of the centre line in the world frame, metres; the first <see cref="PointCount"/> count.</summary>
    public Vector3[] Points { get; set; } = [];

    /// <summary>Number of points.</summary>
    public int PointCount { get; set; }

    /// <summary>Radius, metres.</summary>
    public float RadiusM { get; set; }

    /// <summary>Look and label.</summary>
    public SceneMaterial Material { get; set; } = SceneMaterial.Thread;

    /// <summary>Factor on the material's colour.</summary>
    public Vector3 Tint { get; set; } = Vector3.One;

    /// <summary>Number in the instance map.</summary>
    public byte Instance { get; set; }
}

/// <summary>
/// Everything besides the fixed ground that a scene shows, copied out of the physics so that another thread may draw it. Its arrays
/// are used again; <see cref="Version"/> rises with each filling.
/// </summary>
public sealed class SceneBodies
{
    /// <summary>A scene with nothing but the ground.</summary>
    public static SceneBodies None { get; } = new();

    /// <summary>Instruments, the first arm's included; when empty, the first arm is drawn from the state's joints with the Large Needle Driver.</summary>
    public List<ArmView> Arms { get; } = [];

    /// <summary>Rigid parts.</summary>
    public List<RigidView> Rigids { get; } = [];

    /// <summary>Deformable surfaces.</summary>
    public List<SoftView> Softs { get; } = [];

    /// <summary>Threads.</summary>
    public List<StrandView> Strands { get; } = [];

    /// <summary>Rises with each filling: even when whole, odd while it is being written.</summary>
    public long Version { get; set; }
}
