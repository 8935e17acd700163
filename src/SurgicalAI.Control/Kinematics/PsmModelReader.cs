using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Kinematics;

/// <summary>Reads the JSON of arms and tools; every error names the file and the field.</summary>
internal static class PsmModelReader
{
    public static PsmModel Read(string arm, string tool) => Parse(arm, Resource("arms", arm), tool, Resource("tools", tool));

    public static PsmModel Parse(string arm, Stream armJson, string tool, Stream toolJson)
    {
        using var armDocument = Document(arm, armJson);
        using var toolDocument = Document(tool, toolJson);
        var a = new Fields(arm, armDocument.RootElement);
        var t = new Fields(tool, toolDocument.RootElement);
        var joints = new List<Fields>([.. a.List("joints", 3), .. t.List("joints", 3)]);
        var dh = joints.Select(Joint).ToImmutableArray();
        var model = new PsmModel(arm, tool, dh, ToolAxes(t), Limits(a, t.Child("jaw"), joints));
        PsmForm.Require(model);
        return model;
    }

    private static Stream Resource(string folder, string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var known = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(n => n[(folder.Length + 1)..^".json".Length])
            .Order(StringComparer.Ordinal);
        return assembly.GetManifestResourceStream($"{folder}/{name}.json")
            ?? throw new UserErrorException($"No data named '{name}' in {folder}; known: {string.Join(", ", known)}.");
    }

    private static JsonDocument Document(string name, Stream json)
    {
        try
        {
            using (json)
            {
                return JsonDocument.Parse(json);
            }
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{name}: not valid JSON ({e.Message})", e);
        }
    }

    private static DhJoint Joint(Fields f)
    {
        var type = f.Text("type");
        if (type is not ("revolute" or "prismatic"))
        {
            throw new UserErrorException($"{f.Where}: 'type' is '{type}', expected 'revolute' or 'prismatic'.");
        }

        return new(
            f.Text("name"), type == "prismatic", f.Number("alpha_deg") * Si.Deg, f.Number("a_m"), f.Number("d_m"), f.Number("offset_deg") * Si.Deg);
    }

    private static ArmLimits Limits(Fields arm, Fields jaw, List<Fields> joints) => new(
        All(joints, "min"),
        All(joints, "max"),
        All(joints, "max_velocity"),
        All(joints, "max_acceleration"),
        jaw.Number("min"),
        jaw.Number("max"),
        jaw.Number("max_velocity"),
        jaw.Number("max_acceleration"),
        arm.Number("wrist_to_rcm_min_m"),
        arm.Number("wrist_to_rcm_buffer_m"));

    private static JointVector All(List<Fields> joints, string field) => JointVector.From([.. joints.Select(j => j.Number(field))]);

    private static Rotation ToolAxes(Fields tool)
    {
        var r = tool.Matrix3("tooltip_offset");
        return new(new(r[0], r[3], r[6]), new(r[1], r[4], r[7]), new(r[2], r[5], r[8]));
    }
}
