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

    private const double MinClearanceM = 1 * Si.Mm;
    private const double TiltStepRad = 10 * Si.Deg;
    private const int TiltSteps = 3;
    private const double TiltCostRad = 0.1;
    private const double RollWeight = 0.2;

    // What a robot reports of its wrist is up to 5.2 degrees off: nearer to its stops it may refuse a pose that it could truly reach.
    private const double SpareBendRad = 6 * Si.Deg;

    /// <summary>Where the control point is to be when the block is at a pose, metres.</summary>
    public Vec3 Tip_world(Pose<WorldFrame, BodyFrame> T_world_block) => T_world_block * Tip_block;

    /// <summary>How the tool is to be turned when the block is at a pose.</summary>
    public Rotation R_world_tool(Pose<WorldFrame, BodyFrame> T_world_block) => T_world_block.R * R_block_tool;

    /// <summary>The cheapest grasp on the block's way.</summary>
    /// <param name="arm">Who is to take it.</param>
    /// <param name="R_world_block">How the block stands, upright.</param>
    /// <param name="path_world">Places that the block's middle is to pass without turning, metres.</param>
    /// <returns>Null when no grasp reaches all places clear of the pegs and of the wrist's stops.</returns>
    public static PlannedGrasp? Best(SimArm arm, Rotation R_world_block, Vec3[] path_world) =>
        All(arm, R_world_block, path_world).MinBy(plan => plan.CostRad);

    /// <summary>Every grasp that reaches all places on the block's way clear of the pegs and of the wrist's stops.</summary>
    public static List<PlannedGrasp> All(SimArm arm, Rotation R_world_block, Vec3[] path_world)
    {
        List<PlannedGrasp> plans = [];
        for (var i = 0; i < RingBlock.Walls * 2 * ((2 * TiltSteps) + 1); i++)
        {
            var (wall, side, tilt) = (i % RingBlock.Walls, (i / RingBlock.Walls % 2 * 2) - 1, (i / (2 * RingBlock.Walls)) - TiltSteps);
            if (At(wall, side, tilt * TiltStepRad).Plan(arm, R_world_block, path_world, TiltCostRad * Math.Abs(tilt)) is { } plan)
            {
                plans.Add(plan);
            }
        }

        return plans;
    }

    // The tool leans along the wall, never out of it: its jaws stay flat on the wall.
    private static WallGrasp At(int wall, int side, double tiltRad)
    {
        var n = RingBlock.Normal_body(wall);
        var up = new Vec3(0, 0, 1);
        var (s, c) = Math.SinCos(tiltRad);
        var z = (s * up.Cross(n)) - (c * up);
        var tip = RingBlock.Middle_body(wall) + ((RingBlock.HalfHeightM - DepthM) * up);
        return new(wall, tip, new((side * n).Cross(z), side * n, z));
    }

    // True when the wrist is clear of its stops.
    private static bool IsSpare(SimArm arm, in JointVector q)
    {
        var limits = arm.Model.Limits;
        for (var i = 4; i < JointVector.Length; i++)
        {
            if (q[i] < limits.Min[i] + SpareBendRad || q[i] > limits.Max[i] - SpareBendRad)
            {
                return false;
            }
        }

        return true;
    }

    private PlannedGrasp? Plan(SimArm arm, Rotation R_world_block, Vec3[] path_world, double tiltCostRad)
    {
        var (q, bend) = (arm.Setpoint, 0.0);
        var outlines = new InstrumentOutline[path_world.Length];
        for (var i = 0; i < path_world.Length; i++)
        {
            Pose<WorldFrame, BodyFrame> T_world_block = new(R_world_block, path_world[i]);
            if (!arm.TryInverse(arm.Psm.PoseAt(Tip_world(T_world_block), R_world_tool(T_world_block)), q, out q) || !IsSpare(arm, q))
            {
                return null;
            }

            outlines[i] = InstrumentOutline.Of(arm, q);
            if (outlines[i].FromPegsM() < MinClearanceM)
            {
                return null;
            }

            bend = Math.Max(bend, Math.Max(Math.Abs(q[4]), Math.Abs(q[5])) + (RollWeight * Math.Abs(q[3] - arm.Setpoint[3])));
        }

        return new(this, bend + tiltCostRad, outlines);
    }
}

/// <summary>A grasp that was found to reach.</summary>
/// <param name="Grasp">The grasp.</param>
/// <param name="CostRad">How far it bends and turns the wrist and leans the tool, rad.</param>
/// <param name="Outlines">The instrument at each place of the way.</param>
internal sealed record PlannedGrasp(WallGrasp Grasp, double CostRad, InstrumentOutline[] Outlines);
