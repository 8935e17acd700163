using System.Numerics;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Tests.Native.Sim;

public sealed class MotionTests
{
    private static readonly Vec3 Shift = new(0.002, -0.001, 0.003);

    [Theory]
    [InlineData("none")]
    [InlineData("surgical")]
    public void Render_StillScene_HasNoMotion(string look)
    {
        var options = OptionsOf(look);
        using var view = new RenderedView(options.Camera);
        var scene = new SimWorld(options).Snapshot();
        view.Motion.Left.Bytes.Fill(0xFF);
        view.DrawMotion(scene);
        Assert.True(IsStill(view));
        view.DrawMotion(scene);
        Assert.True(IsStill(view));
    }

    [Theory]
    [InlineData("none", 0.02)]
    [InlineData("surgical", 0.2)]
    public void Render_MovedBall_HasTheMotionOfItsPoints(string look, double bound)
    {
        var options = OptionsOf(look);
        using var view = new RenderedView(options.Camera);
        view.DrawMotion(Ball(options, new(0.01, 0.005, 0.03)));
        var scene = Ball(options, new Vec3(0.01, 0.005, 0.03) + Shift);
        view.DrawMotion(scene);
        var seen = CheckMotion(view, scene, SegmentationClass.Block, Shift, bound);
        Assert.True(seen > 3000);
        view.EachPixel((x, y, label, _) => Assert.True(label != SegmentationClass.Background || view.MotionAt(x, y) == Vector2.Zero));
    }

    [Fact]
    public void Render_MovedBall_MovesByAsMuchInTheRightEye()
    {
        var options = OptionsOf("none");
        using var view = new RenderedView(options.Camera);
        var shift = new Vec3(0.003, 0, 0);
        view.DrawMotion(Ball(options, new(0.01, 0.005, 0.03)));
        view.DrawMotion(Ball(options, new Vec3(0.01, 0.005, 0.03) + shift));
        Assert.Equal(Longest(view.Motion.Left), Longest(view.Motion.Right!), 0.3f);
        Assert.True(Longest(view.Motion.Right!) > 10);
    }

    [Fact]
    public void Render_RaisedSheet_HasTheMotionOfItsVertices()
    {
        var options = OptionsOf("none");
        using var view = new RenderedView(options.Camera);
        view.DrawMotion(new BodiesSceneBuilder().Sheet(20, (_, _) => 0.02, SceneMaterial.Membrane, 7).Build(options));
        var scene = new BodiesSceneBuilder().Sheet(20, (_, _) => 0.023, SceneMaterial.Membrane, 7).Build(options);
        view.DrawMotion(scene);
        Assert.True(CheckMotion(view, scene, SegmentationClass.Membrane, new(0, 0, 0.003), 0.02) > 20_000);
    }

    [Fact]
    public void Render_MovedThread_HasTheMotionOfItsPoints()
    {
        var options = OptionsOf("none");
        using var view = new RenderedView(options.Camera);
        view.DrawMotion(Thread(options, default));
        var scene = Thread(options, new((float)Shift.X, (float)Shift.Y, (float)Shift.Z));
        view.DrawMotion(scene);
        Assert.True(CheckMotion(view, scene, SegmentationClass.Thread, Shift, 0.02) > 100);
    }

    [Fact]
    public void Render_MovedEndoscope_MovesTheGroundTheOtherWay()
    {
        var options = OptionsOf("none");
        using var view = new RenderedView(options.Camera);
        var before = new SimWorld(options).Snapshot() with { HasNeedle = false, HasTarget = false };
        var T_world_ecm = before.T_world_ecm;
        var scene = before with { T_world_ecm = new(T_world_ecm.R * Rotation.AboutX(0.01), T_world_ecm.P + Shift) };
        view.DrawMotion(before);
        view.DrawMotion(scene);
        var T_world_eye = EyeProjection.T_world_eye(scene.T_world_ecm, options.BaselineM, false);
        var T_before_world = EyeProjection.T_world_eye(before.T_world_ecm, options.BaselineM, false).Inverse();
        view.EachPixel((x, y, _, depthM) =>
        {
            var earlier = view.PixelOf(T_before_world * (T_world_eye * (depthM * view.Ray(x, y))));
            Assert.True(depthM == 0 || Vector2.Distance(new Vector2(x, y) - earlier, view.MotionAt(x, y)) < 0.02, $"({x}, {y})");
        });
        Assert.True(Longest(view.Motion.Left) > 5);
    }

    [Fact]
    public void Render_AnotherWorld_HasNoMotion()
    {
        var options = OptionsOf("none");
        using var view = new RenderedView(options.Camera);
        var world = new SimWorld(options);
        view.DrawMotion(world.Snapshot());
        world.Reset(5);
        view.DrawMotion(world.Snapshot());
        Assert.True(IsStill(view));
    }

    [Fact]
    public void Render_Motion_AllocatesNothingOnceSeen()
    {
        var options = OptionsOf("surgical");
        using var view = new RenderedView(options.Camera);
        var scenes = new[] { Thread(options, default), Thread(options, new(0.001f)) };
        view.DrawMotion(scenes[0]);
        view.DrawMotion(scenes[1]);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        view.DrawMotion(scenes[0]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static SimOptions OptionsOf(string look) => new() { Randomisation = RandomisationOptions.Of(look) };

    private static SceneState Ball(SimOptions options, Vec3 centre) =>
        new BodiesSceneBuilder().Rigid(new(VisualKind.Sphere, new(0.008, 0, 0)), centre, SceneMaterial.Block, 42).Build(options);

    private static SceneState Thread(SimOptions options, Vector3 shift) => new BodiesSceneBuilder()
        .Thread(9, 0.4e-3f, new Vector3(-0.02f, -0.015f, 0.02f) + shift, new Vector3(0, -0.012f, 0.025f) + shift, new Vector3(0.02f, -0.015f, 0.02f) + shift)
        .Build(options);

    // The depth tells the point that a pixel shows; before, it stood a shift away.
    private static int CheckMotion(RenderedView view, in SceneState scene, SegmentationClass thing, Vec3 shift, double bound)
    {
        var lens = scene.Look.Optics.Distortion;
        var shift_eye = EyeProjection.T_world_eye(scene.T_world_ecm, 0, false).R.Inverse() * shift;
        var seen = 0;
        view.EachPixel((x, y, label, depthM) =>
        {
            if (label == thing)
            {
                seen++;
                var ray = view.Ray(x, y);
                var (u, v) = lens.Undistort(ray.X, ray.Y);
                var earlier = view.PixelOf((depthM * new Vec3(u, v, 1)) - shift_eye, lens);
                Assert.True(Vector2.Distance(new Vector2(x, y) - earlier, view.MotionAt(x, y)) < bound, $"({x}, {y})");
            }
        });
        return seen;
    }

    private static bool IsStill(RenderedView view) => Longest(view.Motion.Left) == 0 && Longest(view.Motion.Right!) == 0;

    private static float Longest(ImageLease motion)
    {
        var longest = 0f;
        foreach (var step in System.Runtime.InteropServices.MemoryMarshal.Cast<float, Vector2>(motion.Floats()))
        {
            longest = float.IsNaN(step.X) ? float.NaN : Math.Max(longest, step.Length());
        }

        return longest;
    }
}
