using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Experts;

/// <summary>
/// How jaws hold a thread across, so that its end stands out beside them: which jaw is on which side, and how far the tool leans along
/// the thread. A lean above 0 keeps the instrument behind the jaws as seen from the end, out of the way of what the end goes through.
/// </summary>
/// <param name="Side">1 when the upper jaw is to the left of the thread as it points to its end, else -1.</param>
/// <param name="LeanRad">Lean, rad.</param>
/// <param name="SpinRad">Turn about the thread between the grasp and the hole, rad.</param>
internal readonly record struct ThreadHold(double Side, double LeanRad, double SpinRad)
{
    /// <summary>Distance along the jaws from which they come down, metres.</summary>
    public const double ApproachM = 10 * Si.Mm;

    private const double MinLeanRad = -10 * Si.Deg;
    private const double MaxLeanRad = 35 * Si.Deg;
    private const double MaxSpinRad = 60 * Si.Deg;
    private const double StepRad = 7.5 * Si.Deg;
    private const double LeanCost = 0.3;
    private const double RollCost = 0.1;
    private static readonly Vec3 Up = new(0, 0, 1);

    /// <summary>The hold of least wrist bend with which the arm can take a thread and push its end through a hole.</summary>
    /// <param name="arm">Arm.</param>
    /// <param name="grip_world">Where the jaw control point is to close, metres.</param>
    /// <param name="along_world">Level unit direction of the thread there, to its end.</param>
    /// <param name="eyelet">The hole.</param>
    /// <param name="freeM">Length of thread before the jaws, metres.</param>
    /// <returns>Null when there is none.</returns>
    public static ThreadHold? Plan(SimArm arm, Vec3 grip_world, Vec3 along_world, in EyeletShape eyelet, double freeM)
    {
        var (best, least) = (default(ThreadHold?), double.PositiveInfinity);
        for (var lean = MinLeanRad; lean <= MaxLeanRad; lean += StepRad)
        {
            foreach (var side in (ReadOnlySpan<double>)[1, -1])
            {
                for (var spin = -MaxSpinRad; spin <= MaxSpinRad; spin += StepRad)
                {
                    var hold = new ThreadHold(side, lean, spin);
                    var cost = hold.Cost(arm, grip_world, along_world, eyelet, freeM);
                    (best, least) = cost < least ? (hold, cost) : (best, least);
                }
            }
        }

        return best;
    }

    /// <summary>Orientation of the tool that takes a thread lying level.</summary>
    /// <param name="along_world">Unit direction to its end.</param>
    public Rotation ToTake(Vec3 along_world) => Across(along_world, Up);

    /// <summary>Orientation of the tool with the thread along an axis.</summary>
    /// <param name="axis_world">Unit direction to the thread's end, level.</param>
    public Rotation ToPass(Vec3 axis_world) => Across(axis_world, Rotation.FromRotationVector(SpinRad * axis_world) * Up);

    private Rotation Across(Vec3 along, Vec3 up)
    {
        var (s, c) = Math.SinCos(LeanRad);
        var (y, z) = (Side * up.Cross(along), (s * along) - (c * up));
        return new(y.Cross(z), y, z);
    }

    private double Cost(SimArm arm, Vec3 grip, Vec3 along, in EyeletShape eyelet, double freeM)
    {
        var (R_take, R_pass) = (ToTake(along), ToPass(eyelet.Axis_world));
        var last = eyelet.Centre_world - (EyeletShape.RingRadiusM * eyelet.Axis_world);
        ReadOnlySpan<(Vec3 Tip, Rotation R)> poses = [(grip - (ApproachM * R_take.Z), R_take), (grip, R_take), (last - (freeM * eyelet.Axis_world), R_pass), (last, R_pass)];
        var (near, bend, roll) = (arm.Setpoint, 0.0, 0.0);
        foreach (var (tip, R) in poses)
        {
            if (!arm.TryInverse(arm.Psm.PoseAt(tip, R), near, out var q))
            {
                return double.PositiveInfinity;
            }

            (bend, roll) = (Math.Max(bend, Math.Max(Math.Abs(q[4]), Math.Abs(q[5]))), roll + Math.Abs(q[3] - near[3]));
            near = q;
        }

        return bend + (RollCost * roll) + (LeanCost * Math.Abs(LeanRad));
    }
}
