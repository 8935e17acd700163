using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Control;

/// <summary>What an arm's controller is told.</summary>
public sealed record ControllerOptions
{
    /// <summary>Gate: control period, workspace, step limit, ages.</summary>
    public GateOptions Gate { get; init; } = new();

    /// <summary>Joints at the end of homing, rad and m. Default: dVRK's simulated home.</summary>
    public JointVector Home { get; init; } = JointVector.From([0, 0, 0.12, 0, 0, 0]);

    /// <summary>Mode at the start; autonomous only for a simulated arm.</summary>
    public Core.Messages.ControlMode Mode { get; init; } = Core.Messages.ControlMode.Suggest;

    /// <summary>Enabled and homed where it stands, without <c>enable</c> and <c>home</c>; simulated arms only.</summary>
    public bool StartReady { get; init; }

    /// <summary>Time after its last message at which a servo stream is dead, nanoseconds (dVRK: 30 ms).</summary>
    public long ServoWatchdogNs { get; init; } = 30 * Si.MsNs;

    /// <summary>Silence of its holder after which the operator's lease ends, nanoseconds.</summary>
    public long LeaseSilenceNs { get; init; } = 500 * Si.MsNs;

    /// <summary>Silence of a heartbeat after which what its sender had moving ends, nanoseconds: three beats of 20 Hz.</summary>
    public long HeartbeatSilenceNs { get; init; } = 150 * Si.MsNs;

    /// <summary>Distance between a peer's clock and ours that holds the arm, nanoseconds.</summary>
    public long ClockLimitNs { get; init; } = 100 * Si.MsNs;

    /// <summary>Time between two ticks after which what was followed ends, nanoseconds: the loop stood, or the clock was set.</summary>
    public long TimeGapNs { get; init; } = 200 * Si.MsNs;

    /// <summary>Distance of measured joints from their setpoint that is a fault, rad and m (dVRK's tracking alarm).</summary>
    public JointVector TrackingAlarm { get; init; } = JointVector.From([0.5, 0.5, 0.05, 0.6, 0.6, 0.6]);

    /// <summary>Checks that these options may be used with an arm.</summary>
    /// <exception cref="ArgumentException">A real arm is to start ready.</exception>
    internal void RequireFit(IArm arm)
    {
        if (StartReady && !arm.IsSimulated)
        {
            throw new ArgumentException("Only a simulated arm may start ready; a real one is enabled and homed by a person.");
        }
    }
}
