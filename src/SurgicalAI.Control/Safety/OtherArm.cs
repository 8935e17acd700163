using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety;

/// <summary>The other arm's instrument as this arm must expect it: its parts in this arm's base, and how far they may still travel.</summary>
public readonly struct OtherArm
{
    private readonly ToolCapsules _parts;

    /// <summary>Describes an arm that is there.</summary>
    /// <param name="parts">Its parts, in this arm's base, metres.</param>
    /// <param name="reachM">How far any point of it can travel until it could stop, metres.</param>
    /// <param name="isAtRest">True while it is not told to move.</param>
    public OtherArm(in ToolCapsules parts, double reachM, bool isAtRest) => (_parts, ReachM, IsAtRest, IsPresent) = (parts, reachM, isAtRest, true);

    /// <summary>False for <c>default</c>: there is no other arm.</summary>
    public bool IsPresent { get; }

    /// <summary>True while it is not told to move: what remains of its reach is its servos' error.</summary>
    public bool IsAtRest { get; }

    /// <summary>How far any point of it can travel until it could stop, metres.</summary>
    public double ReachM { get; }

    /// <summary>True when every number is finite.</summary>
    internal bool IsFinite
    {
        get
        {
            var finite = double.IsFinite(ReachM) && ReachM >= 0;
            for (var i = 0; i < ToolCapsules.Length; i++)
            {
                finite &= _parts[i].A.IsFinite && _parts[i].B.IsFinite && double.IsFinite(_parts[i].RadiusM);
            }

            return finite;
        }
    }

    /// <summary>One of its parts, thick by what it may still travel.</summary>
    internal Capsule Grown(int part) => _parts[part] with { RadiusM = _parts[part].RadiusM + ReachM };
}

/// <summary>Describes one arm to another. Hot path.</summary>
public sealed class OtherArmWatch
{
    private readonly ToolBody _body;
    private readonly AxisSet _axes;

    /// <summary>Watches an arm.</summary>
    /// <param name="kinematics">Its kinematics.</param>
    /// <param name="options">Its gate's options.</param>
    public OtherArmWatch(PsmKinematics kinematics, GateOptions options) => (_body, _axes) = (new(kinematics), new(kinematics.Model, options));

    /// <summary>
    /// What another arm must expect of it: its parts where they are measured; its reach is the way left to the setpoint and on from
    /// there to rest, braking as its gate would.
    /// </summary>
    /// <param name="measured">Newest reading.</param>
    /// <param name="setpoint">Its gate's setpoint.</param>
    /// <param name="T_other_base">Pose of its base in the other's base.</param>
    public OtherArm Seen(in ArmState measured, in GateState setpoint, in Pose<BaseFrame, BaseFrame> T_other_base)
    {
        var (x, way) = (new AxisVector(measured.Position, measured.JawRad), default(AxisVector));
        for (var i = 0; i < AxisVector.Length; i++)
        {
            // The servo comes after the setpoint; from it the arm comes to rest within the braking way.
            way[i] = Math.Abs(setpoint.Position[i] - x[i]) + Math.Abs(_axes[i].BrakeWay(setpoint.Speed[i]));
        }

        _body.Place(x, out var pose);
        var parts = default(ToolCapsules);
        for (var i = 0; i < ToolCapsules.Length; i++)
        {
            var part = pose.Parts[i];
            parts[i] = new(T_other_base * part.A, T_other_base * part.B, part.RadiusM);
        }

        return new(parts, _body.BoundM(way, _body.ReachM(x) + way[2]), setpoint.IsAtRest);
    }
}
