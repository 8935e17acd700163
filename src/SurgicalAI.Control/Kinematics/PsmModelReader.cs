using System.Collections.Immutable;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Kinematics;

/// <summary>Reads the JSON of arms and tools; every error names the file and the field.</summary>
internal static class PsmModelReader
{
    public static PsmModel Read(string arm, string tool) => Parse(arm, ArmData.Open("arms", arm), tool, ArmData.Open("tools", tool));

    public static PsmModel Parse(string arm, Stream armJson, string tool, Stream toolJson)
    {
        using var armDocument = ArmData.Parse(arm, armJson);
        using var toolDocument = ArmData.Parse(tool, toolJson);
        var a = new Fields(arm, armDocument.RootElement);
        var t = new Fields(tool, toolDocument.RootElement);
        var joints = new List<Fields>([.. a.List("joints", 3), .. t.List("joints", 3)]);
        var dh = joints.Select(Joint).ToImmutableArray();
        var geometry = ToolGeometry.Read(t.Child("geometry"));
        var model = new PsmModel(ShortName(arm), ShortName(tool), dh, ToolAxes(t), Limits(a, t.Child("jaw"), joints), ToolCoupling(t), geometry);
        PsmForm.Require(model);
        return model;
    }

    public static DhJoint Joint(Fields f)
    {
        var type = f.Text("type");
        if (type is not ("revolute" or "prismatic"))
        {
            throw f.Error($"'type' is '{type}', expected 'revolute' or 'prismatic'");
        }

        return new(
            f.Text("name"), type == "prismatic", f.Number("alpha_deg") * Si.Deg, f.Number("a_m"), f.Number("d_m"), f.Number("offset_deg") * Si.Deg);
    }

    public static Rotation ToolAxes(Fields tool)
    {
        const double Tolerance = 1e-6;
        var r = tool.Matrix("tooltip_offset", 3);
        var axes = new Rotation(new(r[0], r[3], r[6]), new(r[1], r[4], r[7]), new(r[2], r[5], r[8]));
        var nearest = Rotation.FromColumns(axes.X, axes.Y);
        var error = (axes.X - nearest.X).Length + (axes.Y - nearest.Y).Length + (axes.Z - nearest.Z).Length;
        return error < Tolerance ? axes : throw tool.Error("'tooltip_offset' is not a rotation");
    }

    private static string ShortName(string nameOrPath) => Path.GetFileNameWithoutExtension(nameOrPath);

    private static ArmLimits Limits(Fields arm, Fields jaw, List<Fields> joints) => new(
        All(joints, "min"),
        All(joints, "max"),
        All(joints, "max_velocity"),
        All(joints, "max_acceleration"),
        All(joints, "max_effort"),
        jaw.Number("min"),
        jaw.Number("max"),
        jaw.Number("max_velocity"),
        jaw.Number("max_acceleration"),
        jaw.Number("max_effort"),
        arm.Number("wrist_to_rcm_min_m"),
        arm.Number("wrist_to_rcm_buffer_m"));

    private static JointVector All(List<Fields> joints, string field) => JointVector.From([.. joints.Select(j => j.Number(field))]);

    private static Coupling ToolCoupling(Fields tool) =>
        Coupling.TryMake(tool.Matrix("actuator_to_joint", Coupling.Size)) ?? throw tool.Error("'actuator_to_joint' has no inverse");
}
