namespace SurgicalAI.Core.Arms;

/// <summary>
/// A setpoint that the safety gate has checked. Only Control can make one; <c>default</c> is invalid and arms refuse it.
/// </summary>
public readonly struct ClearedCommand
{
    internal ClearedCommand(JointVector setpoint, JointVector velocity, double jawRad, long originNs, bool clamped)
    {
        Setpoint = setpoint;
        Velocity = velocity;
        JawRad = jawRad;
        OriginNs = originNs;
        Clamped = clamped;
        IsValid = true;
    }

    /// <summary>False for <c>default</c>.</summary>
    public bool IsValid { get; }

    /// <summary>Joint setpoint for this tick, rad and m.</summary>
    public JointVector Setpoint { get; }

    /// <summary>Joint velocity of the setpoint, rad/s and m/s.</summary>
    public JointVector Velocity { get; }

    /// <summary>Jaw setpoint, rad.</summary>
    public double JawRad { get; }

    /// <summary>Unix time of the observation behind the command, nanoseconds; 0 for a hold.</summary>
    public long OriginNs { get; }

    /// <summary>True when the gate changed the wish to the nearest safe one.</summary>
    public bool Clamped { get; }
}
