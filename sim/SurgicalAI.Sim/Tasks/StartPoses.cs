using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Tasks;

/// <summary>Where arms begin.</summary>
internal static class StartPoses
{
    private const double MaxTurnRad = 10 * Si.Deg;
    private const double MaxJawRad = 0.6;
    private const double CornerHeightM = 30 * Si.Mm;
    private const double CornerJawRad = 0.3;

    /// <summary>Places an arm over the near corner of the workspace on its own side, as SurRoL does, unless it is to stay.</summary>
    /// <param name="scene">State.</param>
    /// <param name="arm">Place of the arm in the rig.</param>
    public static void AtCorner(TaskScene scene, int arm)
    {
        if (scene.ArmsStay)
        {
            return;
        }

        var placed = scene.Arms[arm];
        var x = Math.CopySign(SceneLayout.WorkspaceHalfXM, placed.T_world_base.P.X);
        AtPoint(scene, arm, new(x, -SceneLayout.WorkspaceHalfYM, CornerHeightM), CornerJawRad);
    }

    /// <summary>Places an arm at a point in its nominal orientation.</summary>
    /// <param name="scene">State.</param>
    /// <param name="arm">Place of the arm in the rig.</param>
    /// <param name="tip_world">Control point, metres.</param>
    /// <param name="jawRad">Jaw opening, rad.</param>
    public static void AtPoint(TaskScene scene, int arm, Vec3 tip_world, double jawRad)
    {
        var placed = scene.Arms[arm];
        if (!placed.TryInverse(placed.Psm.PoseAt(tip_world, placed.R_world_tool_nominal), default, out var q))
        {
            throw new UserErrorException($"The task cannot be reset: {placed.Name} with {placed.Tool} does not reach its start.");
        }

        scene.PlaceArm(arm, q, jawRad);
    }

    /// <summary>Places an arm at a random point over a region, up to 10 degrees from its nominal orientation, unless it is to stay.</summary>
    /// <param name="scene">State.</param>
    /// <param name="arm">Place of the arm in the rig.</param>
    /// <param name="stream">Stream of chance.</param>
    /// <param name="lowM">Corner of the region: X, Y, and height over the ground, metres.</param>
    /// <param name="highM">Opposite corner.</param>
    public static void Draw(TaskScene scene, int arm, ulong stream, Vec3 lowM, Vec3 highM)
    {
        if (scene.ArmsStay)
        {
            return;
        }

        var random = scene.Stream(stream);
        var placed = scene.Arms[arm];
        var tries = new ResetTries(scene, $"a start of {placed.Name}");
        while (true)
        {
            tries.Next();
            var (x, y) = (random.Between(lowM.X, highM.X), random.Between(lowM.Y, highM.Y));
            var tip = new Vec3(x, y, scene.Surface.HeightM(x, y) + random.Between(lowM.Z, highM.Z));
            var turn = random.Between(0, MaxTurnRad) * random.Direction();
            var R = Rotation.FromRotationVector(turn) * placed.R_world_tool_nominal;
            if (placed.TryInverse(placed.Psm.PoseAt(tip, R), default, out var q))
            {
                scene.PlaceArm(arm, q, random.Between(0, MaxJawRad));
                return;
            }
        }
    }
}
