using SurgicalAI.Control.Safety;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Tests.Control;
using SurgicalAI.Vision.Surfaces;

namespace SurgicalAI.Tests.Vision;

public sealed class CriticalSurfaceTests
{
    private const byte Vessel = 3;
    private const float DepthM = 0.1F;
    private static readonly CameraIntrinsics Camera = CameraIntrinsics.FromHorizontalFov(160, 120, 1.0);

    [Fact]
    public void Points_LabelledPatch_LieOnItInTheEndoscopesAxesAndBehindIt()
    {
        var points = CriticalSurface.Points(Labels(), Depth(), Camera, label => label == Vessel, everyPx: 2, thicknessM: 0.004, stepM: 0.002);

        // The patch is in the picture's upper left: +X (left) and +Y (up) for the arm.
        Assert.Equal(20 * 15 * 3, points.Count);
        Assert.All(points, p => Assert.True(p.X > 0 && p.Y > 0 && p.Z > DepthM - 1e-6 && p.Z < DepthM + 0.0041));
    }

    [Fact]
    public void Points_UnknownDepth_GivesNone()
    {
        var depth = Depth();
        Array.Fill(depth, float.NaN);
        Assert.Empty(CriticalSurface.Points(Labels(), depth, Camera, label => label == Vessel));
    }

    [Fact]
    public void Gate_TissueGrownFromLabelsAndDepth_IsNotEntered()
    {
        // The endoscope looks at the tool's place from beside the remote centre; the patch lies where the wish leads.
        var points = CriticalSurface.Points(Labels(), Depth(), Camera, label => label == Vessel, everyPx: 2);
        var tip = GateHarness.Kinematics.Forward(GateHarness.Home).P;
        var middle = points.Aggregate(Vec3.Zero, (sum, p) => sum + p) / points.Count;
        var goal = tip + new Vec3(0.04, 0, 0);
        var T_base_ecm = new Pose<BaseFrame, EcmFrame>(Rotation.AboutX(Math.PI), goal - (Rotation.AboutX(Math.PI) * middle));
        var noGo = NoGoSet.Empty.With(DistanceField.Grow([.. points], 0.001, 0.001), T_base_ecm);
        var gate = new SafetyGate(GateHarness.Kinematics, new());
        var state = GateState.AtRest(GateHarness.Home, 0);
        var T = GateHarness.Kinematics.Forward(GateHarness.Home);
        var (nearestM, rules) = (double.PositiveInfinity, new HashSet<GateRule>());
        for (var k = 1; k < 2000; k++)
        {
            var wish = GateHarness.Cartesian(T with { P = goal }, 0) with { OriginNs = 1, ExpiresNs = 3, Sequence = k };
            var decision = gate.Check(wish, state, 2, new(noGo, default, double.NaN));
            state = decision.Next;
            rules.Add(decision.Rule);
            var p = GateHarness.Kinematics.Forward(state.Setpoint).P;
            nearestM = Math.Min(nearestM, points.Min(q => ((T_base_ecm * q) - p).Length));
        }

        // Grown by 1 mm, margin 1 mm, wrist or jaw of 1.9 mm or more.
        Assert.InRange(nearestM, 0.0039, 0.02);
        Assert.Contains(GateRule.NoGo, rules);
    }

    private static byte[] Labels()
    {
        var labels = new byte[Camera.WidthPx * Camera.HeightPx];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (i % Camera.WidthPx) is >= 20 and < 60 && (i / Camera.WidthPx) is >= 20 and < 50 ? Vessel : (byte)0;
        }

        return labels;
    }

    private static float[] Depth()
    {
        var depth = new float[Camera.WidthPx * Camera.HeightPx];
        Array.Fill(depth, DepthM);
        return depth;
    }
}
