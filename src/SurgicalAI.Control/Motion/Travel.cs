using SurgicalAI.Control.Crtk;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Motion;

/// <summary>The move or homing that runs, if one does; tells the operating state when it begins and ends. Hot path.</summary>
internal sealed class Travel(OperatingStateMachine machine, ArmLimits limits)
{
    private Move? _move;

    /// <summary>True after a move that the gate kept from its goal, until something else is followed.</summary>
    public bool StoppedShort { get; private set; }

    public void Begin(in JointVector goal, bool isHoming)
    {
        _move = new(goal, isHoming, limits);
        machine.Begin();
    }

    /// <summary>Step towards the goal; false when nothing runs or the move has just ended.</summary>
    public bool TryWish(in GateState state, long nowNs, out ArmCommand wish)
    {
        wish = default;
        if (_move is null)
        {
            return false;
        }

        var arrived = _move.HasArrived(state);
        if (arrived || _move.IsStuck(nowNs))
        {
            machine.End(arrived && _move.IsHoming);
            (_move, StoppedShort) = (null, !arrived);
            return false;
        }

        wish = _move.Wish(state, nowNs);
        return true;
    }

    /// <summary>Breaks the move off.</summary>
    public void End()
    {
        if (_move is not null)
        {
            _move = null;
            machine.End(false);
        }
    }

    /// <summary>Something else is followed: that a move stopped short is no longer the news.</summary>
    public void Forget() => StoppedShort = false;
}
