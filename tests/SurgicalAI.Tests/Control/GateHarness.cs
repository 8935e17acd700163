using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Tests.Control;

/// <summary>Drives a gate tick by tick and checks every output against the limits, without using the gate's own arithmetic.</summary>
internal sealed class GateHarness
{
    public static readonly PsmKinematics Kinematics = new(PsmModel.Load("psm-classic", "lnd-400006"));
    public static readonly JointVector Home = JointVector.From([0, 0, 0.12, 0, 0, 0]);

    private readonly GateOptions _options;
    private JointVector _lastV;
    private double _lastJawV;
    private JerkOracle _jerk;

    public GateHarness(GateOptions? options = null, JointVector? start = null)
    {
        _options = options ?? new GateOptions();
        Gate = new(Kinematics, _options);
        State = GateState.AtRest(start ?? Home, 0.2);
    }

    public SafetyGate Gate { get; }

    public GateState State { get; private set; }

    public long NowNs { get; set; } = 1_000 * Si.SNs;

    public int Sequence { get; set; }

    public static ArmCommand Joint(JointVector q, double jaw = 0.2) => new(CommandSpace.Joint, q, default, jaw, 0, 0, 0);

    public static ArmCommand Cartesian(Pose<BaseFrame, ToolFrame> T, double jaw = 0.2) => new(CommandSpace.Cartesian, default, T, jaw, 0, 0, 0);

    /// <summary>One tick with a fresh stamp and the next sequence number.</summary>
    public GateDecision Tick(ArmCommand wish) => Raw(wish with { OriginNs = NowNs, ExpiresNs = NowNs + Si.SNs, Sequence = ++Sequence });

    public GateDecision Raw(in ArmCommand wish, bool check = true)
    {
        var before = State;
        var decision = Gate.Check(wish, before, NowNs);
        if (check)
        {
            Check(before, decision);
        }

        State = decision.Next;
        NowNs += (long)(_options.DtS * 1e9);
        return decision;
    }

    private void Check(in GateState before, in GateDecision decision)
    {
        var (l, dt, c) = (Kinematics.Model.Limits, _options.DtS, decision.Command);
        Require(c.IsValid, "valid");
        for (var i = 0; i < JointVector.Length; i++)
        {
            var v = (c.Setpoint[i] - before.Setpoint[i]) / dt;
            Require(c.Setpoint[i] >= l.Min[i] && c.Setpoint[i] <= l.Max[i], "joint range");
            Require(Math.Abs(v) <= l.MaxVelocity[i], "velocity");
            Require(Math.Abs(v - _lastV[i]) / dt <= l.MaxAcceleration[i], "acceleration");
            Require(Math.Abs(v - c.Velocity[i]) < 1e-9, "stated velocity");
            _lastV[i] = v;
        }

        var jawV = (c.JawRad - before.JawRad) / dt;
        Require(c.JawRad >= l.JawMinRad && c.JawRad <= l.JawMaxRad, "jaw range");
        Require(Math.Abs(jawV) <= l.JawMaxVelocityRadPerS, "jaw velocity");
        Require(Math.Abs(jawV - _lastJawV) / dt <= l.JawMaxAccelerationRadPerS2, "jaw acceleration");
        _lastJawV = jawV;
        Require(_jerk.Allows(c.Setpoint, c.JawRad, before, l, _options), "jerk");
        Require(Kinematics.WristDistanceM(c.Setpoint) >= 0.047, "wrist to RCM");
        Require(_options.Workspace.Contains(Kinematics.Forward(c.Setpoint).P), "box");
    }

    private static void Require(bool ok, string what)
    {
        if (!ok)
        {
            Assert.Fail($"The gate let an output pass a limit: {what}.");
        }
    }
}
