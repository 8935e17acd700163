using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Safety;

/// <summary>What the gate knows from the tick before: setpoint, its velocity and acceleration, the target followed and the newest sequence number.</summary>
public readonly struct GateState
{
    // After braking: nothing is followed, and the jerk of what follows is counted from rest.
    internal GateState(in AxisVector position, in AxisVector velocity, int sequence)
    {
        Position = position;
        Speed = velocity;
        Sequence = sequence;
    }

    internal GateState(in AxisVector position, in AxisVector velocity, int sequence, in AxisVector acceleration, in AxisTargets watched)
        : this(position, velocity, sequence)
    {
        Acceleration = acceleration;
        Watched = watched;
        Follows = true;
    }

    /// <summary>Joint setpoint, rad and m.</summary>
    public JointVector Setpoint => Position.Joints;

    /// <summary>Velocity of the joint setpoint, rad/s and m/s.</summary>
    public JointVector Velocity => Speed.Joints;

    /// <summary>Jaw setpoint, rad.</summary>
    public double JawRad => Position.Jaw;

    /// <summary>Velocity of the jaw setpoint, rad/s.</summary>
    public double JawRadPerS => Speed.Jaw;

    /// <summary>True when neither a joint nor the jaw moves.</summary>
    public bool IsAtRest
    {
        get
        {
            for (var i = 0; i < AxisVector.Length; i++)
            {
                if (Speed[i] != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }

    internal AxisVector Position { get; }

    internal AxisVector Speed { get; }

    internal AxisVector Acceleration { get; }

    internal int Sequence { get; }

    internal AxisTargets Watched { get; }

    internal bool Follows { get; }

    /// <summary>The state of an arm that stands still; any sequence number may follow.</summary>
    public static GateState AtRest(in JointVector joints, double jawRad) => new(new AxisVector(joints, jawRad), default, int.MinValue);
}
