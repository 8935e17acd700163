namespace SurgicalAI.Core.Arms;

/// <summary>
/// A setpoint of the endoscope's arm that its controller has held to the limits. Only Control can make one; <c>default</c> is invalid
/// and arms refuse it.
/// </summary>
public readonly struct ClearedEcmCommand
{
    internal ClearedEcmCommand(EcmJoints setpoint) => (Setpoint, IsValid) = (setpoint, true);

    /// <summary>False for <c>default</c>.</summary>
    public bool IsValid { get; }

    /// <summary>Joint setpoint for this tick, rad and m.</summary>
    public EcmJoints Setpoint { get; }
}
