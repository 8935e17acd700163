using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>A command of a sequence, and whether it must not move the arm.</summary>
internal readonly record struct Wish(ArmCommand Command, bool IsBad);

/// <summary>
/// Makes one sequence's commands: plausible streams, attacks on what is around at full speed, changes of mind at each tick, holds, and
/// what no sender should send.
/// </summary>
internal sealed class WishMaker(Dice dice, PsmKinematics kinematics, GateScene scene)
{
    private static readonly double[] Odd =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -double.MaxValue, double.Epsilon, 0, -0.0, 1e9, -1e9];

    private ArmCommand _plan;
    private ArmCommand _other;
    private int _ticksLeft;
    private int _style;
    private int _sequence;

    public Wish Next(in GateState state, long nowNs)
    {
        if (_ticksLeft-- <= 0)
        {
            (_ticksLeft, _style) = (1 + dice.Below(160), dice.Below(8));
            (_plan, _other) = (Target(state), Target(state));
        }

        var wish = (_style == 0 && dice.Below(2) == 0 ? _other : _plan) with { OriginNs = nowNs, ExpiresNs = nowNs + Si.MsNs, Sequence = ++_sequence };
        return dice.Below(100) switch
        {
            < 5 => Wild(wish, state, nowNs),
            < 8 when _style < 4 => new(default, false),
            _ => new(wish, false),
        };
    }

    private ArmCommand Target(in GateState state)
    {
        var T = kinematics.Forward(state.Setpoint);
        var jaw = 2.5 * dice.Spread();
        if (_style is 1 or 2)
        {
            return new(CommandSpace.Cartesian, default, T with { P = T.P + (0.045 * Attack(T.P)) }, jaw, 0, 0, 0);
        }

        if (_style is 3 or 4)
        {
            var turned = Rotation.FromRotationVector(dice.Cube(0.55));
            return new(CommandSpace.Cartesian, default, new(T.R * turned, T.P + dice.Cube(0.028)), jaw, 0, 0, 0);
        }

        var q = state.Setpoint;
        for (var i = 0; i < JointVector.Length; i++)
        {
            q[i] += (i == 2 ? 0.048 : 1.0) * dice.Spread();
        }

        return new(CommandSpace.Joint, q, default, jaw, 0, 0, 0);
    }

    // Straight at one of the things around, or anywhere.
    private Vec3 Attack(Vec3 p_base)
    {
        var shapes = scene.NoGo.Shapes;
        var goal = !scene.Points_base.IsEmpty && dice.Below(2) == 0 ? scene.Points_base[dice.Below(scene.Points_base.Length)]
            : !shapes.IsEmpty ? shapes[dice.Below(shapes.Length)].A
            : p_base + dice.Cube(1);
        var way = goal - p_base;
        return way.Length > 1e-6 ? way / way.Length : new(0, 0, -1);
    }

    private Wish Wild(in ArmCommand wish, in GateState state, long nowNs)
    {
        var T = kinematics.Forward(state.Setpoint);
        switch (dice.Below(10))
        {
            case 0:
                return new(wish with { ExpiresNs = nowNs - dice.Below(1 << 30) }, true);
            case 1:
                return new(wish with { OriginNs = dice.Below(3) switch { 0 => 0, 1 => nowNs + (60 * Si.MsNs), _ => nowNs - Si.SNs - dice.Below(1 << 30) } }, true);
            case 2:
                return state.IsAtRest ? new(wish, false) : new(wish with { Sequence = int.MinValue }, true);
            case 3:
                return new(wish with { JawRad = double.NaN }, true);
            case 4:
                return new(wish with { Space = CommandSpace.Cartesian, T_base_tool = new(new(T.R.X, T.R.Y, -T.R.Z), T.P) }, true);
            case 5:
                return new(wish with { Space = (CommandSpace)(3 + dice.Below(9)) }, true);
            case 6:
                return new(wish with { Space = CommandSpace.Cartesian, T_base_tool = kinematics.Forward(JointVector.From([0, 0, 0.016, 0, 0.1, 0])) }, true);
            case 7:
                var q = wish.Joints;
                q[dice.Below(6)] = AnyNumber();
                return new(wish with { Space = CommandSpace.Joint, Joints = q }, !q.IsFinite);
            case 8:
                return new(wish with { Space = CommandSpace.Cartesian, T_base_tool = T with { P = T.P + new Vec3(0, 0, 0.051) } }, true);
            default:
                return new(wish with { Space = CommandSpace.Cartesian, T_base_tool = new(new(Any(), Any(), Any()), Any()) }, true);
        }
    }

    private Vec3 Any() => new(AnyNumber(), AnyNumber(), AnyNumber());

    private double AnyNumber() => dice.Below(3) == 0 ? Odd[dice.Below(Odd.Length)] : dice.Spread() * Math.Pow(10, dice.Below(13) - 6);
}
