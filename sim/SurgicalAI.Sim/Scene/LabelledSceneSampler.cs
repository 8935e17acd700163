using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Scene;

/// <summary>Draws single scenes far more varied than a task's: what a segmentation network learns from.</summary>
internal static class LabelledSceneSampler
{
    private const double MaxTurnRad = 40 * Si.Deg;

    public static SceneState Draw(ulong seed, RandomisationOptions options, out bool rightEye)
    {
        var random = SeededRandom.Stream(seed, 4);
        rightEye = random.Chance(0.5);
        var surface = new TissueSurface(random.NextBits());
        var q = DrawArm(surface, ref random);
        var T_world_tool = SimPsm.Psm1.Forward_world(q);
        var T_world_needle = DrawNeedle(surface, ref random);
        var jawRad = random.Chance(0.3) ? random.Between(-0.1, 0.1) : random.Between(0, 1.2);
        return new(
            seed == 0 ? 1 : 0, 0, q, jawRad, q, jawRad, T_world_tool, T_world_tool, T_world_needle,
            DrawGoal(T_world_needle, T_world_tool, ref random), random.Chance(0.9), random.Chance(0.95),
            DrawEndoscope(options, ref random), surface, AppearanceSampler.Draw(seed, options), random.NextBits());
    }

    private static JointVector DrawArm(in TissueSurface surface, ref SeededRandom random)
    {
        while (true)
        {
            var x = random.Between(-44 * Si.Mm, 44 * Si.Mm);
            var y = random.Between(-32 * Si.Mm, 36 * Si.Mm);
            var tip = new Vec3(x, y, surface.HeightM(x, y) + random.Between(1 * Si.Mm, 45 * Si.Mm));
            var turn = random.Between(0, MaxTurnRad) * random.Direction();
            var R = Rotation.FromRotationVector(turn) * SceneLayout.R_world_tool_nominal;
            var pose = new Pose<WorldFrame, ToolFrame>(R, tip - (R * SceneLayout.ControlPoint_tool));
            if (pose.P.Z > surface.HeightM(pose.P.X, pose.P.Y) + (3 * Si.Mm) && SimPsm.Psm1.TryInverse_world(pose, default, out var q))
            {
                return q;
            }
        }
    }

    private static Pose<WorldFrame, NeedleFrame> DrawNeedle(in TissueSurface surface, ref SeededRandom random) => NeedleShape.Rest(
        surface, random.Between(-38 * Si.Mm, 38 * Si.Mm), random.Between(-26 * Si.Mm, 28 * Si.Mm), random.Between(0, 2 * Math.PI));

    // A quarter of the markers stand close to the jaws, where task frames have them at the end and the tool hides part of them.
    private static Vec3 DrawGoal(Pose<WorldFrame, NeedleFrame> T_world_needle, Pose<WorldFrame, ToolFrame> T_world_tool, ref SeededRandom random)
    {
        var nearTool = random.Chance(0.25);
        var offset = random.Between(0, 14 * Si.Mm) * random.Direction();
        return nearTool ? SceneLayout.ControlPoint_world(T_world_tool) + offset : Tasks.NeedleReach.GoalOf(T_world_needle);
    }

    private static Pose<WorldFrame, EcmFrame> DrawEndoscope(RandomisationOptions options, ref SeededRandom random)
    {
        var turn = Rotation.FromRotationVector(random.Between(0, options.CameraTurnRad) * random.Direction());
        var shift = random.Between(0, options.CameraShiftM) * random.Direction();
        var T_world_ecm = SceneLayout.T_world_ecm;
        return new(turn * T_world_ecm.R, T_world_ecm.P + shift);
    }
}
