using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Experts;

/// <summary>A way of taking a ring block by a wall: one jaw inside the hole, one outside.</summary>
/// <param name="Wall">The wall.</param>
/// <param name="Tip_block">Jaw control point in the block's frame, metres.</param>
/// <param name="R_block_tool">Tool in the block's frame.</param>
internal readonly record struct WallGrasp(int Wall, Vec3 Tip_block, Rotation R_block_tool)
{
    /// <summary>How deep the jaws reach over the wall, metres.</summary>
    public const double DepthM = 4.2 * Si.Mm;

    // The outer jaw has all the room, the inner one shares the hole with a peg: the jaws come down a little further out.
    private const double OutwardM = 0;
    private const double MinClearanceM = 1 * Si.Mm;
    private const double TiltStepRad = 10 * Si.Deg;
    private const int TiltSteps = 2;
    private const double TiltWeight = 0.5;
    private const double RollWeight = 0.2;

    /// <summary>Where the control point is to be when the block is at a pose, metres.</summary>
    public Vec3 Tip_world(Pose<WorldFrame, BodyFrame> T_world_block) => T_world_block * Tip_block;

    /// <summary>How the tool is to be turned when the block is at a pose.</summary>
    public Rotation R_world_tool(Pose<WorldFrame, BodyFrame> T_world_block) => T_world_block.R * R_block_tool;

    /// <summary>The grasp that bends the wrist least on the block's way.</summary>
    /// <param name="arm">Who is to take it.</param>
    /// <param name="R_world_block">How the block stands, upright.</param>
    /// <param name="path_world">Places that the block's middle is to pass without turning, metres.</param>
    /// <param name="isFree">Which walls may be taken.</param>
    /// <returns>The grasp and how far it bends the wrist, rad; null when no grasp reaches all places clear of the pegs.</returns>
    public static (WallGrasp Grasp, double BendRad)? Best(SimArm arm, Rotation R_world_block, Vec3[] path_world, Predicate<int> isFree)
    {
        (WallGrasp Grasp, double BendRad)? best = null;
        for (var i = 0; i < RingBlock.Walls * 2 * ((2 * TiltSteps) + 1); i++)
        {
            var (wall, side, tilt) = (i % RingBlock.Walls, (i / RingBlock.Walls % 2 * 2) - 1, (i / (2 * RingBlock.Walls)) - TiltSteps);
            var grasp = At(wall, side, tilt * TiltStepRad);
            var bend = isFree(wall) ? grasp.Bend(arm, R_world_block, path_world) + (TiltWeight * Math.Abs(tilt)) : double.PositiveInfinity;
            best = bend < (best?.BendRad ?? double.PositiveInfinity) ? (grasp, bend) : best;
        }

        return best;
    }

    // The tool leans along the wall, never out of it: its jaws stay flat on the wall.
    private static WallGrasp At(int wall, int side, double tiltRad)
    {
        var n = RingBlock.Normal_body(wall);
        var up = new Vec3(0, 0, 1);
        var (s, c) = Math.SinCos(tiltRad);
        var z = (s * up.Cross(n)) - (c * up);
        var tip = RingBlock.Middle_body(wall) + (OutwardM * n) + ((RingBlock.HalfHeightM - DepthM) * up);
        return new(wall, tip, new((side * n).Cross(z), side * n, z));
    }

    private double Bend(SimArm arm, Rotation R_world_block, Vec3[] path_world)
    {
        var (q, bend) = (arm.Setpoint, 0.0);
        foreach (var p in path_world)
        {
            Pose<WorldFrame, BodyFrame> T_world_block = new(R_world_block, p);
            var T_world_tool = arm.Psm.PoseAt(Tip_world(T_world_block), R_world_tool(T_world_block));
            if (!arm.TryInverse(T_world_tool, q, out q))
            {
                return double.PositiveInfinity;
            }

            if (PegClearance.OfM(arm, q) < MinClearanceM)
            {
                return double.PositiveInfinity;
            }

            bend = Math.Max(bend, Math.Max(Math.Abs(q[4]), Math.Abs(q[5])) + (RollWeight * Math.Abs(q[3] - arm.Setpoint[3])));
        }

        return bend;
    }
}
