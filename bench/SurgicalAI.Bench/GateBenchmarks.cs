using BenchmarkDotNet.Attributes;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Bench;

/// <summary>One tick of the safety gate, at rest, in full motion and beside a wall of the workspace.</summary>
[MemoryDiagnoser]
public class GateBenchmarks
{
    private const long NowNs = 1_000 * Si.SNs;
    private readonly PsmKinematics _kinematics = new(PsmModel.Load("psm-classic", "lnd-400006"));
    private SafetyGate _gate = null!;
    private SafetyGate _tight = null!;
    private GateState _rest;
    private GateState _moving;
    private ArmCommand _joint;
    private ArmCommand _cartesian;

    [GlobalSetup]
    public void Setup()
    {
        var home = JointVector.From([0, 0, 0.12, 0, 0, 0]);
        var target = JointVector.From([0.6, 0.3, 0.155, 0.5, 0.4, -0.3]);
        _gate = new(_kinematics, new GateOptions());
        _tight = new(_kinematics, new GateOptions { Workspace = new(new(-0.03, -0.03, -0.14), new(0.055, 0.03, -0.08)) });
        _rest = _moving = GateState.AtRest(home, 0);
        for (var k = 1; k < 250; k++)
        {
            _moving = _gate.Check(new(CommandSpace.Joint, target, default, 0, NowNs, NowNs + 1, k), _moving, NowNs).Next;
        }

        _joint = new(CommandSpace.Joint, target, default, 0, NowNs, NowNs + 1, 1000);
        var T = _kinematics.Forward(home);
        _cartesian = new(CommandSpace.Cartesian, default, T with { P = T.P + new Vec3(0.01, 0, 0) }, 0, NowNs, NowNs + 1, 1000);
    }

    [Benchmark(Baseline = true)]
    public GateDecision Hold() => _gate.Check(default, _moving, NowNs);

    [Benchmark]
    public GateDecision Cartesian_AtRest() => _gate.Check(_cartesian, _rest, NowNs);

    [Benchmark]
    public GateDecision Joint_Moving() => _gate.Check(_joint, _moving, NowNs);

    [Benchmark]
    public GateDecision Joint_MovingTowardsAWall() => _tight.Check(_joint, _moving, NowNs);
}
