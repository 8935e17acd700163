using BenchmarkDotNet.Attributes;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Bench;

/// <summary>What control does with kinematics in one tick.</summary>
[MemoryDiagnoser]
public class KinematicsBenchmarks
{
    private readonly PsmKinematics _kinematics = new(PsmModel.Load("psm-classic", "lnd-400006"));
    private readonly JointVector _q = JointVector.From([0.3, -0.2, 0.15, 1.2, 0.4, -0.3]);
    private readonly LinkPose[] _links = new LinkPose[JointVector.Length];
    private Pose<BaseFrame, ToolFrame> _pose;

    [GlobalSetup]
    public void Setup() => _pose = _kinematics.Forward(_q);

    [Benchmark(Baseline = true)]
    public Pose<BaseFrame, ToolFrame> Forward() => _kinematics.Forward(_q);

    [Benchmark]
    public Outcome<JointVector> Inverse() => _kinematics.Inverse(_pose, _q);

    [Benchmark]
    public void Links() => _kinematics.Links(_q, _links);
}
