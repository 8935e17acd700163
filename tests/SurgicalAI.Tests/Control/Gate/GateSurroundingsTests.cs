using SurgicalAI.Control.Safety;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control.Gate;

public sealed class GateSurroundingsTests
{
    private static readonly Pose<BaseFrame, ToolFrame> T_base_home = GateHarness.Kinematics.Forward(GateHarness.Home);

    private static readonly NoGoSet Wall = new([NoGoShape.HalfSpace(new(0.015, 0, 0), new(-1, 0, 0))], []);

    [Fact]
    public void Check_TargetBehindANoGoFace_SlidesAlongItToTheNearestPlace()
    {
        var state = Follow(new SafetyGate(GateHarness.Kinematics, new()), new(Wall, default, double.NaN), new Vec3(0.03, 0.02, 0), out var rules);
        var tip = GateHarness.Kinematics.Forward(state.Setpoint).P;
        Assert.InRange(tip.X, 0.010, 0.0135);
        Assert.InRange(tip.Y, 0.0195, 0.0205);
        Assert.Contains(GateRule.NoGo, rules);
    }

    [Fact]
    public void Check_TargetThroughTissue_ClosesInNoFasterThanTheLawAndMayTouch()
    {
        var options = new GateOptions();
        var tissue = new NoGoSet([NoGoShape.HalfSpace(new(0, 0, -0.135), new(0, 0, 1), mayTouch: true)], []);
        var gate = new SafetyGate(GateHarness.Kinematics, options);
        var state = GateState.AtRest(GateHarness.Home, 0);
        var (jawM, lowestM) = (GateHarness.Kinematics.Model.Geometry.JawLengthM + 0.0019, double.PositiveInfinity);
        for (var k = 1; k < 4000; k++)
        {
            var before = GateHarness.Kinematics.Forward(state.Setpoint).P.Z - jawM + 0.135;
            var T = T_base_home with { P = T_base_home.P + new Vec3(0, 0, -0.02) };
            state = gate.Check(GateHarness.Cartesian(T, 0) with { OriginNs = 1, ExpiresNs = 3, Sequence = k }, state, 2, new(tissue, default, double.NaN)).Next;
            var after = GateHarness.Kinematics.Forward(state.Setpoint).P.Z - jawM + 0.135;
            Assert.True((before - after) / options.DtS <= options.Approach.AllowedMPerS(before) + 1e-9);
            lowestM = Math.Min(lowestM, after);
        }

        Assert.True(lowestM < 0, $"stopped {lowestM} m above");
    }

    [Fact]
    public void Check_OtherArmInTheWay_StopsAtTheMargin()
    {
        var beside = new Capsule(new(0.03, -0.05, -0.12), new(0.03, 0.05, -0.12), 0.004);
        var parts = default(ToolCapsules);
        for (var i = 0; i < ToolCapsules.Length; i++)
        {
            parts[i] = beside;
        }

        var around = new GateSurroundings(NoGoSet.Empty, new(parts, 0.003, isAtRest: true), double.NaN);
        var state = Follow(new SafetyGate(GateHarness.Kinematics, new()), around, new Vec3(0.04, 0, 0), out var rules);

        // Half a tool (4 mm at most), its margin of 2 mm, the other's radius and what it may still travel.
        Assert.InRange(GateHarness.Kinematics.Forward(state.Setpoint).P.X, 0.012, 0.03 - 0.0019 - 0.002 - 0.004 - 0.003);
        Assert.Contains(GateRule.ArmCollision, rules);
    }

    [Fact]
    public void Check_OtherArmNotFinite_IsRefused()
    {
        var around = new GateSurroundings(NoGoSet.Empty, new(default, double.NaN, isAtRest: true), double.NaN);
        var wish = GateHarness.Joint(GateHarness.Home) with { OriginNs = 1, ExpiresNs = 3, Sequence = 1 };
        var d = new SafetyGate(GateHarness.Kinematics, new()).Check(wish, GateState.AtRest(GateHarness.Home, 0), 2, around);
        Assert.Equal((GateVerdict.Refused, GateRule.NotFinite), (d.Verdict, d.Rule));
    }

    [Fact]
    public void Check_JawsHeldOpen_PressNoHarderThanAllowed()
    {
        var gate = new SafetyGate(GateHarness.Kinematics, new() { MaxGripNm = 0.05 });
        var state = GateState.AtRest(GateHarness.Home, 0.3);
        var rule = GateRule.None;
        for (var k = 1; k < 1000; k++)
        {
            var wish = GateHarness.Joint(GateHarness.Home, -0.6) with { OriginNs = 1, ExpiresNs = 3, Sequence = k };
            var decision = gate.Check(wish, state, 2, new(NoGoSet.Empty, default, 0.3));
            (state, rule) = (decision.Next, decision.Rule);
            Assert.True((0.3 - state.JawRad) * gate.GripStiffnessNmPerRad <= 0.05);
        }

        Assert.Equal(GateRule.GripForce, rule);
        Assert.Equal(0.3 - (0.05 / gate.GripStiffnessNmPerRad), state.JawRad, 1e-6);
    }

    [Fact]
    public void CheckGoal_InsideANoGoVolume_IsForbidden()
    {
        var gate = new SafetyGate(GateHarness.Kinematics, new());
        var far = GateHarness.Home;
        far[0] = 0.25;
        Assert.Equal(GateRule.NoGo, gate.CheckGoal(far, new(Wall, default, double.NaN)));
        Assert.Equal(GateRule.None, gate.CheckGoal(GateHarness.Home, new(Wall, default, double.NaN)));
    }

    [Fact]
    public void Move_IntoANoGoVolumeOrTheOtherArm_IsRefusedWithReason()
    {
        var h = new ControllerHarness();
        var far = GateHarness.Home;
        far[0] = 0.25;
        Fault Asked() => h.Controller.Move(new ServoJpMessage(h.Header(), far, h.NowNs + Si.SNs), h.NowNs);
        h.Controller.Around = new(Wall, default, double.NaN);
        Assert.Equal(new(FaultCode.WorkspaceLimit, "gate: no-go volume or surface"), Asked());

        var there = default(ToolCapsules);
        var p = GateHarness.Kinematics.Forward(far).P;
        for (var i = 0; i < ToolCapsules.Length; i++)
        {
            there[i] = new(p, p + new Vec3(0, 0.01, 0), 0.004);
        }

        h.Controller.Around = new(NoGoSet.Empty, new(there, 0, isAtRest: true), double.NaN);
        Assert.Equal(new(FaultCode.WorkspaceLimit, "gate: the other arm is too near"), Asked());
        h.Controller.Around = default;
        Assert.Equal(FaultCode.None, Asked().Code);
    }

    [Fact]
    public void With_SeenFromAnEndoscopeThatMoved_StaysWhereTheTissueIs()
    {
        var first = new Pose<BaseFrame, EcmFrame>(Rotation.AboutX(0.4), new(0.02, -0.06, 0.03));
        var moved = new Pose<BaseFrame, EcmFrame>(Rotation.AboutY(-0.3), new(-0.01, -0.05, 0.05));
        Vec3[] tissue_base = [new(0, 0, -0.15), new(0.002, 0, -0.15), new(0.004, 0.001, -0.151)];
        foreach (var T_base_ecm in new[] { first, moved })
        {
            var T_ecm_base = T_base_ecm.Inverse();
            var field = DistanceField.Grow([.. tissue_base.Select(p => T_ecm_base * p)], 0.002, 0.001);
            var placed = NoGoSet.Empty.With(field, T_base_ecm).Fields[0];
            Assert.InRange(placed.Field.DistanceM(placed.T_ecm_base * new Vec3(0.002, 0, -0.14)), 0.006, 0.0081);
            var ball = NoGoSet.Empty.With(NoGoShape.Sphere(T_ecm_base * tissue_base[0], 0.002), T_base_ecm).Shapes[0];
            Assert.Equal(0.008, ball.DistanceM(new(0, 0, -0.14)), 1e-9);
        }
    }

    [Fact]
    public void DistanceM_OfAField_IsNeverMoreThanTheTrueDistanceAndCloseToIt()
    {
        var random = new Random(5);
        Vec3 Any(double half) => half * new Vec3((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
        Vec3[] points = [.. Enumerable.Range(0, 200).Select(_ => Any(0.02))];
        var field = DistanceField.Grow(points, 0.001, 0.001);
        for (var i = 0; i < 2000; i++)
        {
            var p = Any(0.06);
            var truth = points.Min(q => (p - q).Length) - 0.001;
            Assert.InRange(field.DistanceM(p), Math.Min(0, truth) - 0.003, truth + 1e-9);
            Assert.True(truth > 0.02 || field.DistanceM(p) > truth - 0.003, $"{field.DistanceM(p)} for {truth}");
        }
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"volumes": []}""", "'volumes' has 0 entries")]
    [InlineData("""{"volumes": [{"frame": "moon", "kind": "sphere", "centre_m": [0, 0, 0], "radius_m": 1}]}""", "volumes[0]: 'frame' is 'moon'")]
    [InlineData("""{"volumes": [{"frame": "base", "kind": "egg"}]}""", "volumes[0]: 'kind' is 'egg'")]
    [InlineData("""{"volumes": [{"frame": "base", "kind": "sphere", "centre_m": [0, 0], "radius_m": 1}]}""", "'centre_m' has 2 entries")]
    [InlineData("""{"volumes": [{"frame": "base", "kind": "sphere", "centre_m": [0, 0, 0], "radius_m": 0}]}""", "volumes[0]: a radius")]
    public void Read_BadFile_IsOneLineThatNamesThePlace(string json, string expected)
    {
        var path = Path.Combine(Path.GetTempPath(), $"no-go-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, json);
        try
        {
            var error = Assert.Throws<UserErrorException>(() => NoGoVolumes.Read(path));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Tally_AnswersOfAllKinds_AreCountedByRule()
    {
        var (gate, tally) = (new SafetyGate(GateHarness.Kinematics, new()), new GateTally());
        var state = GateState.AtRest(GateHarness.Home, 0);
        var good = GateHarness.Joint(GateHarness.Home, 0) with { OriginNs = 1, ExpiresNs = 3, Sequence = 1 };
        tally.Add(gate.Check(good, state, 2));
        tally.Add(gate.Check(good with { JawRad = double.NaN }, state, 2));
        tally.Add(gate.Check(good with { JawRad = 3 }, state, 2));
        tally.Add(gate.Check(default, state, 2));
        Assert.Equal(new(1, 1, 1), tally.Counts);
        Assert.Equal((1L, 1L, 0L), (tally.Refused(GateRule.NotFinite), tally.Clamped(GateRule.JawLimit), tally.Clamped(GateRule.NotFinite)));
    }

    private static GateState Follow(SafetyGate gate, in GateSurroundings around, Vec3 by, out HashSet<GateRule> rules)
    {
        var state = GateState.AtRest(GateHarness.Home, 0);
        var wish = GateHarness.Cartesian(T_base_home with { P = T_base_home.P + by }, 0) with { OriginNs = 1, ExpiresNs = 3 };
        rules = [];
        for (var k = 1; k < 3000; k++)
        {
            var decision = gate.Check(wish with { Sequence = k }, state, 2, around);
            state = decision.Next;
            rules.Add(decision.Rule);
        }

        return state;
    }
}
