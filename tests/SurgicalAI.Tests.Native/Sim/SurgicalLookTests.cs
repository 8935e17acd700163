using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Tests.Native.Sim;

public sealed class SurgicalLookTests
{
    private static readonly SimOptions Options = new() { Randomisation = RandomisationOptions.Surgical };

    [Fact]
    public void Render_ThroughTheLens_BendsLabelsAndDepthAsBrownConradySays()
    {
        const double RadiusM = 0.008;
        var centre = new Vec3(0.03, -0.02, 0.03);
        using var view = new RenderedView(Options.Camera);
        var scene = new BodiesSceneBuilder().Rigid(new(VisualKind.Sphere, new(RadiusM, 0, 0)), centre, SceneMaterial.Block, 42).Build(Options);
        view.DrawAll(scene);
        var lens = scene.Look.Optics.Distortion;
        var T_world_eye = EyeProjection.T_world_eye(scene.T_world_ecm, Options.BaselineM, false);
        var seen = 0;
        view.EachPixel((x, y, label, depthM) =>
        {
            if (label == SegmentationClass.Block)
            {
                seen++;
                var ray = view.Ray(x, y);
                var (u, v) = lens.Undistort(ray.X, ray.Y);
                Assert.Equal(42, view.Instances.Left.Row(y)[x]);
                Assert.InRange((T_world_eye * (depthM * new Vec3(u, v, 1)) - centre).Length, RadiusM - (0.6 * Si.Mm), RadiusM + (0.6 * Si.Mm));
            }
        });
        Assert.True(seen > 2000);
    }

    [Fact]
    public void Render_OutsideTheRoundField_IsBlackAndUnlabelled()
    {
        using var view = new RenderedView(Options.Camera);
        // Without what the sensor does to the edge: noise and want of focus.
        var scene = new SimWorld(Options).Snapshot() with { Look = AppearanceOf(2) with { NoiseLevel = 0, BlurPasses = 0 } };
        view.DrawAll(scene);
        view.EachPixel((x, y, label, depthM) =>
        {
            var (dx, dy) = (x - 319.5 - (360 * scene.Look.Optics.CircleShift), y - 179.5);
            if (Math.Sqrt((dx * dx) + (dy * dy)) > (360 * scene.Look.Optics.CircleRadius) + 1)
            {
                Assert.Equal(SegmentationClass.Background, label);
                Assert.Equal(0, depthM);
                Assert.Equal(0, view.Pictures.Left.Row(y)[3 * x]);
            }
        });
    }

    [Fact]
    public void Render_Twice_GivesTheSameBytesAndAllocatesNothing()
    {
        using var view = new RenderedView(Options.Camera);
        var scene = new SimWorld(Options).Snapshot();
        view.DrawAll(scene);
        byte[] first = [.. view.Pictures.Left.Bytes, .. view.Pictures.Right!.Bytes, .. view.Labels.Left.Bytes];
        var before = GC.GetAllocatedBytesForCurrentThread();
        view.DrawAll(scene);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        byte[] second = [.. view.Pictures.Left.Bytes, .. view.Pictures.Right!.Bytes, .. view.Labels.Left.Bytes];
        Assert.Equal(first, second);
    }

    [Fact]
    public void Distortion_ThereAndBack_IsTheSamePoint()
    {
        var lens = EndoscopeOptions.Laparoscope.Distortion;
        for (var x = -0.6; x <= 0.6; x += 0.1)
        {
            var (u, v) = lens.Undistort(x, 0.35);
            var (back, up) = lens.Distort(u, v);
            Assert.Equal(x, back, 1e-6);
            Assert.Equal(0.35, up, 1e-6);
        }
    }

    [Fact]
    public void Draw_OtherLevels_StayPinholes() =>
        Assert.All(["none", "mild", "full"], level => Assert.Equal(default, new SimWorld(Options with { Randomisation = RandomisationOptions.Of(level) }).Snapshot().Look.Optics));

    private static Appearance AppearanceOf(ulong seed)
    {
        var world = new SimWorld(Options);
        world.Reset(seed);
        return world.Snapshot().Look;
    }
}
