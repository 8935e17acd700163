using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control;

/// <summary>What the controller of the endoscope's arm is told.</summary>
public sealed record EcmControllerOptions
{
    /// <summary>Control period, seconds; every tick counts as exactly this long.</summary>
    public double DtS { get; init; } = 0.002;

    /// <summary>Joints at the end of homing, rad and m.</summary>
    public EcmJoints Home { get; init; } = EcmJoints.From([0, 0, 0.12, 0]);

    /// <summary>Enabled and homed where it stands, without <c>enable</c> and <c>home</c>; simulated arms only.</summary>
    public bool StartReady { get; init; }

    /// <summary>Origin of the endoscope's frame (its left eye) from the tip, camera axes, metres.</summary>
    public Vec3 Eye_tip { get; init; }

    /// <summary>Time after its last message at which a servo stream is dead, nanoseconds (dVRK: 30 ms).</summary>
    public long ServoWatchdogNs { get; init; } = 30 * Si.MsNs;

    /// <summary>Distance of measured joints from their setpoint that is a fault, rad and m.</summary>
    public EcmJoints TrackingAlarm { get; init; } = EcmJoints.From([0.5, 0.5, 0.05, 0.5]);
}
