using SurgicalAI.Control;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Fuzz;

/// <summary>Sends one random message at a time, tells the oracle what could count of it, and watches that orders need the lease.</summary>
internal sealed class FuzzSender(
    ArmController controller, FuzzArm arm, MotionOracle oracle, Pose<BaseFrame, EcmFrame> T_base_ecm, Random random)
{
    private static readonly string[] s_sessions = ["console-a", "console-b", "engine"];
    private static readonly string[] s_commands = ["enable", "disable", "home", "unhome", "pause", "resume", "dance"];
        private string _engine = "engine";
    private string _operator = "console-a";
    private int _sequence;
    private int _suggestion;
    private int _favourite;
    private Fault _answer;
    private Action? _repeat;

    public long NowNs { get; private set; } = 1_000_000 * Si.SNs;

    public bool Connected { get; private set; } = true;

    /// <summary>Name of the last message.</summary>
    public string Last { get; private set; } = "";

    /// <summary>An order that was taken without the lease; empty when none was.</summary>
    public string Wrong { get; private set; } = "";

    /// <summary>Chooses what the next messages are mostly about: pure chance rarely gets an arm to move.</summary>
    public void Aim()
    {
        _favourite = random.Next(6);
        var holder = controller.LeaseHolder;
        _operator = holder.Length > 0 && random.Next(5) > 0 ? holder : s_sessions[random.Next(2)];
        if (random.Next(40) == 0)
        {
            controller.RequestMode((ControlMode)random.Next(4));
        }

        if (random.Next(2) == 0)
        {
            Mend();
        }
    }

    public void Pass(long ns) => NowNs += random.Next(3) == 0 ? ns * random.Next(1, 8) : ns;

    public Fault Send()
    {
        switch (random.Next(8) > 0 ? _favourite : random.Next(16))
        {
            case 0:
                Advise();
                Decide(DecisionKind.Hold);
                break;
            case 1:
                Servo();
                break;
            case 2:
                Advise();
                break;
            case 3:
                Jaw();
                break;
            case 4:
                Advise();
                Servo();
                Decide(DecisionKind.Hold);
                break;
            case 5:
                Joints();
                break;
            default:
                Rarer();
                break;
        }

        return _answer;
    }

    private void Rarer()
    {
        Action[] all = [() => Decide((DecisionKind)random.Next(3)), Move, Mode, Command, Lease, Beat, Trouble, SetClock, Stop, () => _repeat?.Invoke()];
        all[random.Next(all.Length)]();
    }

    private void Stop()
    {
        controller.Hold("fuzz", Session());
        (_answer, Last) = (default, "hold");
    }

    private void Mend()
    {
        (Connected, arm.ReadsNonsense) = (true, false);
        controller.SetConnected(true);
        controller.Tick(NowNs);
        controller.Command("resume");
        controller.Command("enable");
        if (!controller.IsHomed && random.Next(4) > 0)
        {
            controller.Command("home");
        }
    }

    private void Advise()
    {
        var T = controller.T_ecm_setpoint;
        var stepM = Odd(0.004 * random.NextDouble());
        var waypoints = new Waypoint[random.Next(1, 5)];
        for (var i = 0; i < waypoints.Length; i++)
        {
            waypoints[i] = new(NowNs + ((i + 1) * 40 * Si.MsNs), T with { P = T.P + new Vec3(stepM * (i + 1), 0, 0) }, Odd(0.4));
        }

        var m = new SuggestionMessage(Header(_engine), random.Next(20) == 0 ? "psm2" : "psm1", "m@0", Expires(), Odd(random.NextDouble()), waypoints);
        _engine = random.Next(200) == 0 ? "engine-" + random.Next(3) : _engine;
        Say("suggestion", () =>
        {
            _answer = controller.Offer(m, NowNs);
            oracle.Advice(m.Arm == "psm1" ? m.ExpiresNs : 0);
            _suggestion = m.Header.Sequence;
        });
    }

    private void Decide(DecisionKind kind)
    {
        var m = new DecisionMessage(Header(Session()), random.Next(20) == 0 ? random.Next(99) : _suggestion, kind, "");
        Say("decision", () => Ordered(m.Header.Session, kind == DecisionKind.Hold, () =>
        {
            if (kind == DecisionKind.Hold)
            {
                oracle.Accept(NowNs);
            }
            else
            {
                oracle.LetGo();
            }

            return controller.Decide(m, NowNs);
        }));
    }

    private void Servo()
    {
        var T = controller.T_ecm_setpoint;
        var m = new ServoCpMessage(Header(Session()), T with { P = T.P + new Vec3(0, Odd(0.002), 0.001) }, Expires());
        Say("servo_cp", () => Ordered(m.Header.Session, true, () =>
        {
            oracle.Servo(m.ExpiresNs, NowNs);
            return controller.Servo(m, NowNs);
        }));
    }

    private void Joints()
    {
        var q = controller.Setpoint.Setpoint;
        q[random.Next(6)] += Odd(0.01);
        var m = new ServoJpMessage(Header(Session()), q, Expires());
        Say("servo_jp", () => Ordered(m.Header.Session, true, () =>
        {
            oracle.Servo(m.ExpiresNs, NowNs);
            return controller.Servo(m, NowNs);
        }));
    }

    private void Jaw()
    {
        var m = new JawServoMessage(Header(Session()), Odd(0.8), Expires());
        Say("jaw/servo_jp", () => Ordered(m.Header.Session, true, () =>
        {
            oracle.Servo(m.ExpiresNs, NowNs);
            return controller.Servo(m, NowNs);
        }));
    }

    private void Move()
    {
        var q = controller.Setpoint.Setpoint;
        q[random.Next(6)] += Odd(0.05);
        var m = new ServoJpMessage(Header(Session()), q, Expires());
        Say("move_jp", () => Ordered(m.Header.Session, true, () => controller.Move(m, NowNs)));
    }

    private void Mode()
    {
        var m = new ModeMessage(Header(Session()), (ControlMode)random.Next(5), "");
        Say("mode_command", () => Ordered(m.Header.Session, true, () => controller.RequestMode(m, NowNs)));
    }

    private void Command()
    {
        var m = new StateCommandMessage(Header(Session()), s_commands[random.Next(s_commands.Length)]);
        Say("state_command", () => Ordered(m.Header.Session, m.Command is not ("pause" or "disable"), () =>
        {
            var answer = controller.Command(m, NowNs);
            return answer.Length == 0 ? default : new(FaultCode.NotAllowed, answer);
        }));
    }

    private void Lease()
    {
        var m = new LeaseCommandMessage(Header(Session()), (LeaseAction)random.Next(3), random.Next(2) == 0 ? "" : s_sessions[random.Next(2)]);
        Say("operator/lease_command", () => Ordered(m.Header.Session, true, () => controller.Lease(m, NowNs)));
    }

    private void Beat()
    {
        var m = new HeartbeatMessage(Header(random.Next(2) == 0 ? _engine : _operator), "engine", NowNs);
        Say("heartbeat", () =>
        {
            controller.Hear(m, NowNs);
            _answer = default;
        });
    }

    private void Trouble()
    {
        _answer = default;
        switch (random.Next(4))
        {
            case 0:
                Connected = !Connected;
                controller.SetConnected(Connected);
                Last = "bus";
                break;
            case 1:
                arm.ReadsNonsense = random.Next(3) == 0;
                Last = "reading";
                break;
            case 2:
                controller.MoveEndoscope(T_base_ecm with { P = T_base_ecm.P + new Vec3(0, 0, 0.01 * random.NextDouble()) }, NowNs);
                Last = "endoscope";
                break;
            default:
                controller.Hear(new HealthMessage(Header(_engine), "engine", random.Next(2) == 0 ? "ok" : "degraded", "fuzz", default));
                Last = "health";
                break;
        }
    }

    // A step that the controller may overlook as steering changes no expiry by more than that.
    private void SetClock()
    {
        long[] steps = [-3600 * Si.SNs, -Si.SNs, -20 * Si.MsNs, 300 * Si.MsNs, 3600 * Si.SNs];
        NowNs += steps[random.Next(steps.Length)];
        oracle.Forget();
        (_answer, Last) = (default, "clock");
    }

    /// <summary>Runs an order and watches that only the holder's is taken.</summary>
    private void Ordered(string session, bool needsLease, Func<Fault> order)
    {
        var holder = controller.LeaseHolder;
        _answer = order();
        if (needsLease && holder.Length > 0 && holder != session && _answer.Code == FaultCode.None && controller.LeaseHolder == holder)
        {
            Wrong = $"{Last} of {session} was taken while {holder} holds the lease";
        }
    }

    private void Say(string what, Action send)
    {
        Last = what;
        send();
        _repeat = random.Next(4) == 0 ? send : _repeat;
    }

    private string Session() => random.Next(10) == 0 ? s_sessions[random.Next(3)] : _operator;

    private Header Header(string session) => new(
        random.Next(30) switch { 0 => 0, 1 => NowNs + Si.SNs, 2 => NowNs - Si.SNs, _ => NowNs },
        random.Next(30) == 0 ? _sequence - random.Next(5) : ++_sequence,
        random.Next(300) == 0 ? "" : session);

    private long Expires() => random.Next(20) == 0 ? NowNs - 1 : NowNs + (random.Next(1, 300) * Si.MsNs);

    private double Odd(double value) => random.Next(60) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => 1e9,
        3 => -value,
        _ => value,
    };
}
