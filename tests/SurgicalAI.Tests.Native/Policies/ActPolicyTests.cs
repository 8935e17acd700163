using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Policies;
using SurgicalAI.Learning.Torch;
using SurgicalAI.Skills.Act;
using SurgicalAI.Tests.Native.Learning;

namespace SurgicalAI.Tests.Native.Policies;

[Collection(TorchAlone.Name)]
public sealed class ActPolicyTests : IClassFixture<ActPolicyTests.Trained>
{
    private const long T0 = 1_700_000_000 * Si.SNs;
    private static readonly Vec3 Tool = new(0.01, 0, 0.11);
    private static readonly Vec3 Goal = new(-0.01, 0.005, 0.12);
    private readonly Trained _trained;

    public ActPolicyTests(Trained trained) => _trained = trained;

    [Fact]
    public void Plan_ToolAndTargetSeen_GivesOneSecondOfFiniteSetpoints()
    {
        using var policy = _trained.Load(new ActPolicyOptions());
        var plan = See(policy, T0).Value;
        Assert.Equal(15, plan.Waypoints.Count);
        for (var k = 0; k < 15; k++)
        {
            Assert.True(plan.Waypoints[k].T_ecm_tool.IsFinite);
            Assert.Equal(T0 + ((k + 1) * Si.SNs / 15.0), plan.Waypoints[k].AtNs, 20.0);
        }

        Assert.InRange(plan.Confidence, 0.5, 1);
        Assert.StartsWith("needle-reach-act@", policy.Model, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_GoalsOnOppositeSides_LeadApart()
    {
        using var policy = _trained.Load(new ActPolicyOptions());
        var left = See(policy, T0, Tool + new Vec3(0.03, 0, 0)).Value.Waypoints[^1];
        policy.Reset();
        var right = See(policy, T0, Tool - new Vec3(0.03, 0, 0)).Value.Waypoints[^1];
        Assert.True(left.T_ecm_tool.P.X - right.T_ecm_tool.P.X > 0.005, $"{left.T_ecm_tool.P} {right.T_ecm_tool.P}");
    }

    [Fact]
    public void Plan_BlackPictures_WithheldUnlessAskedFor()
    {
        using var careful = _trained.Load(new ActPolicyOptions());
        using var blind = _trained.Load(new() { WithholdWhenBlind = false });
        Assert.Equal(FaultCode.NothingSeen, Black(careful).Fault.Code);
        var plan = Black(blind);
        Assert.True(plan.Ok);
        Assert.True(plan.Value.Confidence < 0.1);
    }

    [Fact]
    public void Plan_AfterAGap_ForgetsEarlierPlans()
    {
        using var policy = _trained.Load(new ActPolicyOptions());
        See(policy, T0);
        var after = See(policy, T0 + (2 * Si.SNs)).Value.Waypoints;
        policy.Reset();
        var fresh = See(policy, T0 + (2 * Si.SNs)).Value.Waypoints;
        Assert.Equal(fresh[0].T_ecm_tool.P, after[0].T_ecm_tool.P);
    }

    [Fact]
    public void Plan_NotFiniteState_IsAFaultAndTheNextPlanIsSound()
    {
        using var policy = _trained.Load(new ActPolicyOptions());
        using var labels = TinyDemonstrations.See(Tool, Goal);
        var bad = new ToolState(T0, new(Rotation.Identity, new(double.NaN, 0, 0)), 0.3);
        Assert.Equal(FaultCode.NotFinite, policy.Plan(new(new(labels, T0, 0), bad)).Fault.Code);
        Assert.True(See(policy, T0 + 1).Ok);
    }

    [Fact]
    public void Plan_Warm_AllocatesOnlyTheWaypoints()
    {
        using var policy = _trained.Load(new ActPolicyOptions());
        using var labels = TinyDemonstrations.See(Tool, Goal);
        const int Plans = 20;
        Repeat(policy, labels, 0, Plans);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(policy, labels, Plans, Plans);
        var perPlan = (GC.GetAllocatedBytesForCurrentThread() - before) / Plans;
        Assert.True(perPlan <= (15 * 112) + 64, $"{perPlan} bytes per plan");
    }

    [Fact]
    public void Load_SegmentationLikeCard_IsAUserError()
    {
        var card = ModelCard.Load(Path.Combine(_trained.Folder, "card.json"));
        var copy = Directory.CreateTempSubdirectory("act-test").FullName;
        File.Copy(Path.Combine(_trained.Folder, "model.onnx"), Path.Combine(copy, "model.onnx"));
        (card with { Inputs = [.. card.Inputs.Select(i => i with { Shape = [1, 2, 3] })] }).Save(Path.Combine(copy, "card.json"));
        Assert.Throws<UserErrorException>(() => ActPolicy.Load(ModelDirectory.Open(copy), new OnnxOptions { Threads = 1 }));
        Directory.Delete(copy, recursive: true);
    }

    private static void Repeat(ActPolicy policy, StereoFrame labels, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            policy.Plan(new(new(labels, T0 + (i * 33 * Si.MsNs), i), State()));
        }
    }

    private static ToolState State() => new(T0, new(Rotation.Identity, Tool), 0.3);

    private static Outcome<PolicyPlan> See(ActPolicy policy, long atNs) => See(policy, atNs, Goal);

    private static Outcome<PolicyPlan> See(ActPolicy policy, long atNs, Vec3 goal)
    {
        using var labels = TinyDemonstrations.See(Tool, goal);
        return policy.Plan(new(new Stamped<StereoFrame>(labels, atNs, 0), State()));
    }

    private static Outcome<PolicyPlan> Black(ActPolicy policy)
    {
        using var labels = TinyDemonstrations.See(Tool, Goal);
        labels.Left.Bytes.Clear();
        labels.Right?.Bytes.Clear();
        return policy.Plan(new(new Stamped<StereoFrame>(labels, T0, 0), State()));
    }

    /// <summary>A policy trained for a moment, enough to tell left from right.</summary>
    public sealed class Trained : IDisposable
    {
        public Trained()
        {
            TorchRuntime.Start(1, 1);
            ActTraining.Run(TinyDemonstrations.Make(12), "a test", TinyDemonstrations.Options with { Steps = 150 }, Folder, null, default);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("act-test").FullName;

        public ActPolicy Load(ActPolicyOptions options) => ActPolicy.Load(ModelDirectory.Open(Folder), new OnnxOptions { Threads = 1 }, options);

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
