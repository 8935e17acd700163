using System.Diagnostics;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>One arm of a sequence: its gate, a servo that comes after its setpoint, jaws that something may block, and its judge.</summary>
internal sealed class GateSeat
{
    private const double LagS = 0.014;
    private const double BlockedRad = 0.3;

    private readonly GateScene _scene;
    private readonly SafetyGate _gate;
    private readonly OtherArmWatch _watch;
    private readonly WishMaker _wishes;
    private readonly GateOracle _oracle;
    private readonly double _blockedRad;
    private GateState _state;
    private JointVector _measured;
    private double _jawRad;

    public GateSeat(Dice dice, PsmKinematics kinematics, GateScene scene, in JointVector start, Pose<WorldFrame, BaseFrame> T_world_base)
    {
        const double StartJawRad = 0.5;
        (_scene, this.T_world_base) = (scene, T_world_base);
        (_gate, _watch) = (new(kinematics, scene.Options), new(kinematics, scene.Options));
        (_wishes, _oracle) = (new(dice, kinematics, scene), new(kinematics, scene, start, StartJawRad));
        (_state, _measured, _jawRad) = (GateState.AtRest(start, StartJawRad), start, StartJawRad);
        _blockedRad = dice.Below(2) == 0 ? BlockedRad : double.NegativeInfinity;
    }

    public Pose<WorldFrame, BaseFrame> T_world_base { get; }

    public GateScene Scene => _scene;

    /// <summary>What another arm is told of this one.</summary>
    public OtherArm SeenFrom(GateSeat other, long nowNs) =>
        _watch.Seen(new ArmState(nowNs, _measured, default, _jawRad, 0), _state, other.T_world_base.Inverse() * T_world_base);

    /// <summary>Least gap to another arm's setpoint, metres.</summary>
    public double GapM(GateSeat other)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < BodySamples.Parts * BodySamples.Parts; i++)
        {
            least = Math.Min(least, GapM(other, i / BodySamples.Parts, i % BodySamples.Parts));
        }

        return least;
    }

    /// <summary>Gap between a part of this arm and one of another, metres.</summary>
    public double GapM(GateSeat other, int part, int its)
    {
        var T = T_world_base.Inverse() * other.T_world_base;
        var (a, b) = other._oracle.Body.Ends(its);
        (a, b) = (T * a, T * b);
        return _oracle.Body.LeastM(part, p => ShapeDistance.OfSegment(a, b, p)) - other._oracle.Body.RadiusM(its);
    }

    public void Tick(in OtherArm other, long nowNs, GateScore score)
    {
        var (wish, isBad) = _wishes.Next(_state, nowNs);
        var around = new GateSurroundings(_scene.NoGo, other, _jawRad);
        var decision = Measured(wish, nowNs, around, out var timeNs, out var bytes);
        if (bytes > 0)
        {
            // What the runtime allocates while it compiles is not the check's: a check that allocates does so each time, and it is pure.
            Measured(wish, nowNs, around, out _, out bytes);
        }

        score.Checked(decision, timeNs, bytes);
        if (isBad && decision.Verdict is (GateVerdict.Cleared or GateVerdict.Clamped))
        {
            score.Violated(GateLimit.Message);
        }

        _oracle.Judge(decision.Command, _jawRad, score);
        _state = decision.Next;
        Follow();
    }

    private GateDecision Measured(in ArmCommand wish, long nowNs, in GateSurroundings around, out long timeNs, out long bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var decision = _gate.Check(wish, _state, nowNs, around);
        timeNs = (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return decision;
    }

    private void Follow()
    {
        var share = _scene.Options.DtS / LagS;
        for (var i = 0; i < JointVector.Length; i++)
        {
            _measured[i] += share * (_state.Setpoint[i] - _measured[i]);
        }

        var jaw = _jawRad + (share * (_state.JawRad - _jawRad));
        _jawRad = jaw < _jawRad ? Math.Max(jaw, Math.Min(_jawRad, _blockedRad)) : jaw;
    }
}
