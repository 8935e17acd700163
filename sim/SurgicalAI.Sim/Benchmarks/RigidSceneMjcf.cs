using System.Text;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Sim.Benchmarks;

/// <summary>
/// The rigid scene as MJCF text: same shapes, masses, friction and step. Contacts are as hard as the step allows (solref of two
/// steps); the solver is the fastest of MuJoCo's three on this scene (CG), all else its default.
/// </summary>
internal static class RigidSceneMjcf
{
    public static string Text()
    {
        var text = new StringBuilder();
        text.Append("<mujoco><option timestep=\"").Append(RigidSceneLayout.StepS).Append("\" solver=\"CG\"/>");
        text.Append("<size njmax=\"8000\" nconmax=\"2000\"/>");
        text.Append("<default><geom condim=\"3\" solref=\"0.004 1\" friction=\"").Append(RigidSceneLayout.Friction).Append(" 0.005 0.0001\"/></default><worldbody>");
        foreach (var (centre, half) in RigidSceneLayout.Fixed)
        {
            text.Append("<geom type=\"box\" pos=\"").Append(Words(centre)).Append("\" size=\"").Append(Words(half)).Append("\"/>");
        }

        foreach (var item in RigidSceneLayout.Items)
        {
            Add(text, item);
        }

        AddChain(text);
        return text.Append("</worldbody></mujoco>").ToString();
    }

    private static void Add(StringBuilder text, in RigidSceneLayout.Item item)
    {
        var (x, y, z, w) = item.R.ToQuaternion();
        text.Append($"<body pos=\"{Words(item.P)}\" quat=\"{w:R} {x:R} {y:R} {z:R}\"><freejoint/>{Geom(item.Shape, item.MassKg)}</body>");
    }

    private static string Geom(in CollisionShape shape, double massKg) => shape.Kind switch
    {
        ShapeKind.Sphere => $"<geom type=\"sphere\" size=\"{shape.RadiusM:R}\" mass=\"{massKg:R}\"/>",
        ShapeKind.Capsule => $"<geom type=\"capsule\" size=\"{shape.RadiusM:R} {shape.HalfSizeM.Z:R}\" mass=\"{massKg:R}\"/>",
        _ => $"<geom type=\"box\" size=\"{Words(shape.HalfSizeM)}\" mass=\"{massKg:R}\"/>",
    };

    private static void AddChain(StringBuilder text)
    {
        for (var i = 0; i < RigidSceneLayout.Links; i++)
        {
            var p = i == 0 ? RigidSceneLayout.ChainTop : new Vec3(RigidSceneLayout.LinkM, 0, 0);
            var (x, y, z, w) = (i == 0 ? RigidSceneLayout.R_world_chain : Rotation.Identity).ToQuaternion();
            text.Append($"<body pos=\"{Words(p)}\" quat=\"{w:R} {x:R} {y:R} {z:R}\"><joint type=\"ball\"/><geom type=\"capsule\" fromto=\"0 0 0 {RigidSceneLayout.LinkM:R} 0 0\" size=\"{RigidSceneLayout.LinkRadiusM:R}\" mass=\"{RigidSceneLayout.LinkKg:R}\"/>");
        }

        text.Insert(text.Length, "</body>", RigidSceneLayout.Links);
    }

    private static string Words(Vec3 v) => $"{v.X:R} {v.Y:R} {v.Z:R}";
}
