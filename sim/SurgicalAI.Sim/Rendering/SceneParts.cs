using System.Numerics;
using System.Runtime.InteropServices;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Lists the rigid parts of a state: instruments, bodies, needle and marker, with mesh, pose, label, colour and instance. Knows no
/// graphics library. Hot path: no allocation but for forms never met before.
/// </summary>
internal sealed class SceneParts
{
    private const byte FirstArm = 1;
    private readonly List<ScenePart> _parts = [];

    /// <summary>The shapes.</summary>
    public PartMeshes Meshes { get; } = new();

    /// <summary>Parts of the state collected last.</summary>
    public ReadOnlySpan<ScenePart> Parts => CollectionsMarshal.AsSpan(_parts);

    /// <summary>Collects the parts of a state.</summary>
    public void Collect(in SceneState scene)
    {
        _parts.Clear();
        AddArms(scene);
        foreach (ref readonly var rigid in CollectionsMarshal.AsSpan(scene.Bodies.Rigids))
        {
            var colour = SolidLook.ColourOf(rigid.Material, rigid.Tint, scene.Look);
            var mesh = Meshes.ShapeOf(rigid.Shape, SolidLook.FinishOf(rigid.Material));
            _parts.Add(new(mesh, Part(rigid.T_world_body.R, rigid.T_world_body.P), SceneMaterials.LabelOf(rigid.Material), colour, rigid.Instance));
        }

        AddNeedleAndMarker(scene);
    }

    private void AddArms(in SceneState scene)
    {
        if (scene.Bodies.Arms.Count == 0)
        {
            AddArm(new(SimPsm.DefaultTool, SceneLayout.T_world_base, scene.Joints, scene.JawRad, FirstArm), scene);
        }

        foreach (ref readonly var arm in CollectionsMarshal.AsSpan(scene.Bodies.Arms))
        {
            AddArm(arm, scene);
        }
    }

    private void AddNeedleAndMarker(in SceneState scene)
    {
        if (scene.HasNeedle)
        {
            var (R, P) = scene.T_world_needle;
            _parts.Add(new(Meshes.Needle, Part(R, P), SegmentationClass.Needle, new(scene.Look.Steel), 0));
        }

        if (scene.HasTarget)
        {
            _parts.Add(new(Meshes.Bead, Part(Rotation.Identity, scene.Goal_world), SegmentationClass.Target, scene.Look.Bead, 0));
        }
    }

    private void AddArm(in ArmView arm, in SceneState scene)
    {
        var (kinematics, parts) = Meshes.InstrumentOf(arm.Tool);
        Span<LinkPose> links = stackalloc LinkPose[JointVector.Length];
        kinematics.Links(arm.Joints, links);
        var (steel, instance) = (new Vector3(scene.Look.Steel), arm.Instance);
        var shaft = arm.T_world_base * Link(links[3]);
        var wrist = arm.T_world_base * Link(links[4]);
        var tool = arm.T_world_base * kinematics.Forward(arm.Joints);
        var halfRad = Math.Max(0, arm.JawRad) / 2;
        _parts.Add(new(parts.Shaft, shaft, SegmentationClass.Shaft, new(scene.Look.ShaftGrey), instance));
        _parts.Add(new(parts.Clevis, shaft, SegmentationClass.Wrist, steel, instance));
        _parts.Add(new(parts.WristLink, wrist, SegmentationClass.Wrist, steel, instance));
        _parts.Add(new(parts.JawUpper, tool * Turn(-halfRad), SegmentationClass.Jaw, steel, instance));
        _parts.Add(new(parts.JawLower, tool * Turn(halfRad), SegmentationClass.Jaw, steel, instance));
    }

    private static Pose<BaseFrame, PartFrame> Link(LinkPose link) => new(link.R, link.P);

    private static Pose<ToolFrame, PartFrame> Turn(double angleRad) => new(Rotation.AboutX(angleRad), Vec3.Zero);

    private static Pose<WorldFrame, PartFrame> Part(Rotation R, Vec3 P) => new(R, P);
}
