using SurgicalAI.Control;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Report;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Tests.Control;

/// <summary>An arm that follows every setpoint at once.</summary>
internal sealed class PerfectArm(bool simulated = true) : IArm
{
    public JointVector Position { get; set; } = GateHarness.Home;

    public JointVector Velocity { get; private set; }

    public double JawRad { get; private set; } = 0.2;

    public long Sent { get; private set; }

    public bool Breaks { get; set; }

    public string Name => "psm1";

    public bool IsSimulated => simulated;

    public ArmState Read() => new(1, Position, Velocity, JawRad, 0);

    public void Send(in ClearedCommand command)
    {
        if (Breaks)
        {
            throw new InvalidOperationException("cable pulled");
        }

        Assert.True(command.IsValid);
        Sent++;
        (Position, Velocity, JawRad) = (command.Setpoint, command.Velocity, command.JawRad);
    }
}

/// <summary>A controller in simulated time, with short words for what a test says to it.</summary>
internal sealed class ControllerHarness
{
    public static readonly Pose<BaseFrame, EcmFrame> T_base_ecm = new(Rotation.AboutX(2.5) * Rotation.AboutZ(0.2), new(0.01, 0.05, -0.02));
    private int _sequence;

    public ControllerHarness(PerfectArm? arm = null, ControllerOptions? options = null)
    {
        Arm = arm ?? new PerfectArm();
        Controller = new(Arm, GateHarness.Kinematics, T_base_ecm, options ?? new ControllerOptions { StartReady = Arm.IsSimulated });
    }

    public PerfectArm Arm { get; }

    public ArmController Controller { get; }

    public long NowNs { get; private set; } = 1_000 * Si.SNs;

    public bool Moves => !Controller.Setpoint.IsAtRest;

    public int LastSuggestion { get; private set; }

    public string Engine { get; set; } = "engine-1";

    public int NextSequence() => ++_sequence;

    public Header Header(string session = "console") => new(NowNs, ++_sequence, session);

    /// <summary>Ticks of 2 ms.</summary>
    public void Run(int ms)
    {
        for (var k = 0; k < ms / 2; k++)
        {
            Controller.Tick(NowNs);
            NowNs += 2 * Si.MsNs;
        }
    }

    /// <summary>A suggestion to move 10 mm sideways in half a second, expiring after 250 ms.</summary>
    public SuggestionMessage Suggestion(double confidence = 0.9, string arm = "psm1", double stepM = 0.01)
    {
        var T = Controller.T_ecm_setpoint;
        LastSuggestion = ++_sequence;
        var waypoints = Enumerable.Range(1, 8)
            .Select(i => new Waypoint(NowNs + (i * 66 * Si.MsNs), T with { P = T.P + new Vec3(stepM * i / 8, 0, 0) }, 0.2))
            .ToArray();
        return new(new(NowNs, LastSuggestion, Engine), arm, "model@0", NowNs + (250 * Si.MsNs), confidence, waypoints);
    }

    public Fault Offer(double confidence = 0.9) => Controller.Offer(Suggestion(confidence), NowNs);

    public Fault Decide(DecisionKind kind, int? suggestion = null) =>
        Controller.Decide(new(Header(), suggestion ?? LastSuggestion, kind, ""), NowNs);

    public Fault ServoTo(Vec3 offsetM, string session = "console")
    {
        var T = Controller.T_ecm_setpoint;
        return Controller.Servo(new ServoCpMessage(Header(session), T with { P = T.P + offsetM }, NowNs + Si.SNs), NowNs);
    }

    public void Beat(string session, string component, long offNs = 0) =>
        Controller.Hear(new HeartbeatMessage(new(NowNs + offNs, ++_sequence, session), component, NowNs), NowNs);

    public Fault Lease(LeaseAction action, string session = "console", string to = "") =>
        Controller.Lease(new(Header(session), action, to), NowNs);

    public string Command(string command, string session = "console") => Controller.Command(new(Header(session), command), NowNs);

    /// <summary>The clock is set: ahead, or back with a negative number.</summary>
    public void SetClock(long byNs) => NowNs += byNs;

    /// <summary>Events that have not been read yet.</summary>
    public List<ControlEvent> Events()
    {
        var events = new List<ControlEvent>();
        while (Controller.TryTakeEvent(out var next))
        {
            events.Add(next);
        }

        return events;
    }

    public void Settle() => Run(1000);
}
