using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Motion;

/// <summary>A move to a joint goal (<c>move_jp</c>, <c>move_cp</c>, homing): waits for rest, travels, ends or gives up.</summary>
internal sealed class Move(JointVector goal, bool isHoming, ArmLimits limits)
{
    private const double ArrivedWithin = 1e-6;
    private const long PatienceNs = Si.SNs;
    private JointTrajectory? _path;
    private double _jawRad;

    public bool IsHoming { get; } = isHoming;

    public bool HasArrived(in GateState state)
    {
        var off = 0.0;
        for (var i = 0; i < JointVector.Length; i++)
        {
            off = Math.Max(off, Math.Abs(state.Setpoint[i] - goal[i]));
        }

        return state.IsAtRest && off < ArrivedWithin;
    }

    /// <summary>True when the gate kept the arm from arriving.</summary>
    public bool IsStuck(long nowNs) => _path is not null && nowNs > _path.EndNs + PatienceNs;

    public ArmCommand Wish(in GateState state, long nowNs)
    {
        if (_path is null && state.IsAtRest)
        {
            (_path, _jawRad) = (new(state.Setpoint, goal, limits, nowNs), state.JawRad);
        }

        return _path is null ? default : new(CommandSpace.Joint, _path.At(nowNs), default, _jawRad, nowNs, nowNs + Si.SNs, 0);
    }
}
