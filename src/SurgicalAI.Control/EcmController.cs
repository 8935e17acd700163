using SurgicalAI.Control.Advice;
using SurgicalAI.Control.Crtk;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Motion;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Control;

/// <summary>
/// Controls the arm that carries the endoscope: CRTK's states, <c>servo_jp</c> and <c>move_jp</c>. Whatever is asked for, each joint's
/// setpoint stays in its range and within the trajectory limits. No policy drives it. No bus, no clock of its own; all calls from one
/// thread; <see cref="Tick"/> never throws.
/// </summary>
public sealed class EcmController
{
    private readonly IEndoscopeArm _arm;
    private readonly EcmKinematics _kinematics;
    private readonly EcmControllerOptions _options;
    private readonly EcmDrive _drive;
    private readonly OperatingStateMachine _machine = new();
    private StreamOrder _servoOrder;
    private long _targetUntilNs;
    private bool _isHoming;
    private bool _connected = true;
    private bool _fellSilent;

    /// <summary>Takes charge of an arm that stands still where it reports to be.</summary>
    /// <exception cref="ArgumentException">A real arm is to start ready.</exception>
    public EcmController(IEndoscopeArm arm, EcmKinematics kinematics, EcmControllerOptions options)
    {
        ArgumentNullException.ThrowIfNull(arm);
        ArgumentNullException.ThrowIfNull(kinematics);
        ArgumentNullException.ThrowIfNull(options);
        if (options.StartReady && !arm.IsSimulated)
        {
            throw new ArgumentException("Only a simulated arm may start ready; a real one is enabled and homed by a person.", nameof(options));
        }

        (_arm, _kinematics, _options, _drive) = (arm, kinematics, options, new(arm, kinematics, options.DtS));
        Reset();
        if (options.StartReady)
        {
            _machine.StartReady();
        }
    }

    /// <summary>True when no metal moves.</summary>
    public bool IsSimulated => _arm.IsSimulated;

    /// <summary>CRTK state in force.</summary>
    public CrtkState State => _machine.State;

    /// <summary>True once homed.</summary>
    public bool IsHomed => _machine.IsHomed;

    /// <summary>True while a move or homing runs.</summary>
    public bool IsBusy => _machine.IsBusy;

    /// <summary>True while nothing is followed.</summary>
    public bool IsHolding => State != CrtkState.Enabled || !(IsBusy || _targetUntilNs > 0);

    /// <summary>Why the arm holds; empty while it follows something or waits for something to follow.</summary>
    public string Reason => State != CrtkState.Enabled ? (_machine.Reason.Length > 0 ? _machine.Reason : "disabled")
        : !_connected ? "the bus is lost"
        : !IsHomed && !IsBusy ? "not homed"
        : _fellSilent ? "the servo stream fell silent"
        : "";

    /// <summary>Newest reading of the arm.</summary>
    public EcmState Reading => _drive.Reading;

    /// <summary>Joint setpoint.</summary>
    public EcmJoints Setpoint => _drive.Setpoint;

    /// <summary>Velocity of the setpoint.</summary>
    public EcmJoints SetpointVelocity => _drive.Velocity;

    /// <summary>Measured pose of the endoscope in the frame of its arm's remote centre.</summary>
    public Pose<EcmBaseFrame, EcmFrame> T_base_ecm
    {
        get
        {
            var T_base_tip = _kinematics.Forward(Reading.Position);
            return new(T_base_tip.R, T_base_tip * _options.Eye_tip);
        }
    }

    /// <summary>The arm was put elsewhere while it stood (a simulator's reset): starts again from where it reports to be, at rest.</summary>
    public void Reset()
    {
        _drive.Reset();
        Forget();
    }

    /// <summary>Applies a CRTK state command.</summary>
    /// <param name="command">enable, disable, home, unhome, pause, resume.</param>
    /// <returns>Empty when applied, otherwise why not.</returns>
    public string Command(string command)
    {
        var mayHaveMoved = State is CrtkState.Disabled or CrtkState.Fault;
        var answer = _machine.Apply(command);
        if (answer.Length > 0)
        {
            return answer;
        }

        Forget();
        if (command == "enable" && mayHaveMoved && _drive.IsAtRest)
        {
            Reset();
        }
        else if (command == "home")
        {
            Begin(_options.Home, isHoming: true);
        }

        return "";
    }

    /// <summary>Stop button, CRTK <c>hold</c>: brakes and stays in PAUSED until a deliberate <c>resume</c>.</summary>
    /// <param name="reason">Who or what stopped it.</param>
    public void Hold(string reason)
    {
        if (_machine.Apply("pause", reason).Length == 0)
        {
            Forget();
        }
    }

    /// <summary>Says whether the bus is reached; without it the arm holds.</summary>
    public void SetConnected(bool connected)
    {
        if (connected != _connected)
        {
            _connected = connected;
            EndMove();
            Forget();
        }
    }

    /// <summary>CRTK <c>servo_jp</c>: cut to the joint ranges, approached within the trajectory limits.</summary>
    /// <returns>No fault, or why it is not followed.</returns>
    public Fault Servo(in EcmServoJpMessage m, long nowNs)
    {
        var fault = MayMove(m, nowNs);
        fault = fault.Code == FaultCode.None ? _servoOrder.Admit(m.Header, nowNs) : fault;
        if (fault.Code == FaultCode.None)
        {
            _drive.Target = _kinematics.Clamp(m.Position);
            (_targetUntilNs, _fellSilent) = (Math.Min(m.ExpiresNs, nowNs + _options.ServoWatchdogNs), false);
        }

        return fault;
    }

    /// <summary>CRTK <c>move_jp</c>: travels there by itself, each joint within its limits.</summary>
    /// <returns>No fault, or why it does not start.</returns>
    public Fault Move(in EcmServoJpMessage m, long nowNs)
    {
        var fault = MayMove(m, nowNs);
        if (fault.Code != FaultCode.None)
        {
            return fault;
        }

        if (!_kinematics.IsWithinLimits(m.Position))
        {
            return new(FaultCode.JointLimit, "The goal lies outside the range of a joint.");
        }

        Begin(m.Position, isHoming: false);
        return default;
    }

    /// <summary>One control period. Hot path; never throws.</summary>
    /// <param name="nowNs">Unix time, nanoseconds.</param>
    public void Tick(long nowNs)
    {
        try
        {
            Step(nowNs);
        }
        catch (Exception e)
        {
            // The one catch of this controller: whatever it was, hold and say why. The next tick brakes.
            Fail($"internal error: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Enters FAULT; the arm brakes and stays until a person enables or disables it.</summary>
    internal void Fail(string reason)
    {
        if (State != CrtkState.Fault)
        {
            _machine.Fail(reason);
            Forget();
        }
    }

    private Fault MayMove(in EcmServoJpMessage m, long nowNs) =>
        !_machine.IsReady || !_connected ? new(FaultCode.NotAllowed, "The arm is not enabled, homed and connected.")
        : _machine.IsBusy ? new(FaultCode.NotAllowed, "A move is running.")
        : m.ExpiresNs <= nowNs ? new(FaultCode.Stale, "The command has expired.")
        : default;

    private void Begin(in EcmJoints goal, bool isHoming)
    {
        (_drive.Target, _targetUntilNs, _isHoming, _fellSilent) = (goal, 0, isHoming, false);
        _machine.Begin();
    }

    private void EndMove()
    {
        if (_machine.IsBusy)
        {
            _machine.End(homed: false);
        }
    }

    private void Forget() => (_targetUntilNs, _fellSilent) = (0, false);

    private void Step(long nowNs)
    {
        _drive.Read();
        Supervise();
        if (State == CrtkState.Disabled && _drive.IsAtRest)
        {
            return;
        }

        _drive.Send(Follows(nowNs));
    }

    private void Supervise()
    {
        var astray = State == CrtkState.Enabled ? _drive.Astray(_options.TrackingAlarm) : -1;
        if (astray >= 0)
        {
            Fail($"{EcmJoints.Names[astray]} does not follow its setpoint");
        }
    }

    // True while there is a target: a move's until it has arrived, a stream's until its watchdog bites.
    private bool Follows(long nowNs)
    {
        if (State != CrtkState.Enabled || !_connected)
        {
            return false;
        }

        if (_machine.IsBusy)
        {
            if (!_drive.HasArrived())
            {
                return true;
            }

            _machine.End(_isHoming);
            return false;
        }

        if (_targetUntilNs > 0 && nowNs >= _targetUntilNs)
        {
            (_targetUntilNs, _fellSilent) = (0, true);
        }

        return _targetUntilNs > 0;
    }
}
