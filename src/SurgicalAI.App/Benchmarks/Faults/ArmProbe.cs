using SurgicalAI.Control;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.Benchmarks.Faults;

/// <summary>Looks at an arm after each control period: whether it moves, follows or holds, and whether it may. Written by the control thread, read by the bench.</summary>
/// <param name="kinematics">The arm.</param>
/// <param name="dtS">Control period, seconds.</param>
/// <param name="authority">Until when it may move.</param>
internal sealed class ArmProbe(PsmKinematics kinematics, double dtS, Authority authority)
{
    private readonly Lock _lock = new();
    private readonly LimitMonitor _limits = new(kinematics, new GateOptions().Workspace.Min, new GateOptions().Workspace.Max, dtS);
    private ArmSample _sample;
    private double _travelM;

    /// <summary>What is known now.</summary>
    public ArmSample Sample
    {
        get
        {
            lock (_lock)
            {
                return _sample;
            }
        }
    }

    /// <summary>Forgets the longest motion without authority, for the next fault.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _sample = _sample with { FollowedAfterLossNs = 0, MovedAfterLossNs = 0, TravelAfterLossM = 0 };
        }
    }

    /// <summary>Takes a control period in. On the control thread.</summary>
    public void Take(long nowNs, ArmController controller)
    {
        lock (_lock)
        {
            _limits.Take(controller.Setpoint.Setpoint, controller.Setpoint.JawRad);
            var (moves, holds) = (_limits.IsMoving, controller.IsHolding);
            var lateNs = Math.Max(0, nowNs - authority.UntilNs);
            _travelM = lateNs > 0 ? _travelM + _limits.StepM : 0;
            _sample = new(
                nowNs, moves, holds, controller.State, controller.Reason, _limits.Overshoots,
                moves ? nowNs : _sample.LastMoveNs,
                holds ? _sample.LastFollowNs : nowNs,
                Math.Max(_sample.FollowedAfterLossNs, holds || !moves ? 0 : lateNs),
                Math.Max(_sample.MovedAfterLossNs, moves ? lateNs : 0),
                Math.Max(_sample.TravelAfterLossM, _travelM));
        }
    }
}

/// <summary>An arm after a control period.</summary>
/// <param name="AtNs">When, Unix time, nanoseconds.</param>
/// <param name="IsMoving">Whether its setpoint changed in this period.</param>
/// <param name="IsHolding">Whether nothing is followed.</param>
/// <param name="State">CRTK state.</param>
/// <param name="Reason">Why it holds.</param>
/// <param name="Overshoots">Limits passed since the start.</param>
/// <param name="LastMoveNs">When it last moved.</param>
/// <param name="LastFollowNs">When it last followed something.</param>
/// <param name="FollowedAfterLossNs">Longest time after the end of its authority at which it still followed something and moved.</param>
/// <param name="MovedAfterLossNs">The same for any motion, braking to a hold included.</param>
/// <param name="TravelAfterLossM">Longest way that the tool went in that time, metres.</param>
internal readonly record struct ArmSample(
    long AtNs, bool IsMoving, bool IsHolding, CrtkState State, string Reason, long Overshoots, long LastMoveNs, long LastFollowNs, long FollowedAfterLossNs, long MovedAfterLossNs,
    double TravelAfterLossM)
{
    /// <summary>Stands still and follows nothing.</summary>
    public bool IsSafe => IsHolding && !IsMoving;
}
