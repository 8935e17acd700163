using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Native.Sim;

public sealed class SimRendererTests
{
    private const double BeadRadiusM = InstrumentMeshes.BeadRadiusM;
    private static readonly SimOptions Options = new();

    [Fact]
    public void Render_Bead_CoversExactlyThePixelsThatSeeIt()
    {
        using var view = new RenderedView(Options.Camera);
        var checkedPixels = 0;
        for (ulong seed = 0; seed < 6; seed++)
        {
            var world = new SimWorld(Options);
            world.Reset(seed);
            var scene = world.Snapshot() with { HasNeedle = false };
            view.Draw(scene);
            for (var eye = 0; eye < 2; eye++)
            {
                checkedPixels += CheckBead(view, scene, eye == 1);
            }
        }

        Assert.True(checkedPixels > 1000);
    }

    [Fact]
    public void Render_Depth_LiesOnTheSurfacesOfTheScene()
    {
        using var view = new RenderedView(Options.Camera);
        var world = new SimWorld(Options);
        world.Reset(3);
        var scene = world.Snapshot();
        view.Draw(scene);
        var T_world_eye = EyeProjection.T_world_eye(scene.T_world_ecm, Options.BaselineM, false);
        var seen = new int[SegmentationClasses.Count];
        view.EachPixel((x, y, label, depthM) =>
        {
            var p = T_world_eye * (depthM * view.Ray(x, y));
            if (label == SegmentationClass.Target)
            {
                Assert.InRange((p - scene.Goal_world).Length, BeadRadiusM - (0.1 * Si.Mm), BeadRadiusM + (0.02 * Si.Mm));
            }
            else if (label == SegmentationClass.Background && Math.Abs(p.X) < 0.045 && Math.Abs(p.Y) < 0.04)
            {
                Assert.Equal(scene.Surface.HeightM(p.X, p.Y), p.Z, 0.25 * Si.Mm);
            }
            else if (label == SegmentationClass.Needle)
            {
                Assert.True(p.Z < scene.T_world_needle.P.Z + (4 * Si.Mm));
            }

            seen[(int)label]++;
        });
        Assert.All(seen, count => Assert.True(count > 20));
    }

    [Fact]
    public void Render_ThingsAbsent_LeaveNoLabel()
    {
        using var view = new RenderedView(Options.Camera);
        var world = new SimWorld(Options);
        view.Draw(world.Snapshot() with { HasNeedle = false, HasTarget = false });
        view.EachPixel((_, _, label, _) => Assert.True(label is not (SegmentationClass.Needle or SegmentationClass.Target) && Enum.IsDefined(label)));
    }

    [Fact]
    public void Render_Steady_AllocatesNothingAndLeaksNoLease()
    {
        using var pool = new ImagePool();
        using (var view = new RenderedView(Options.Camera, pool))
        {
            var scene = new SimWorld(Options).Snapshot();
            view.Draw(scene);
            view.Draw(scene);
            var before = GC.GetAllocatedBytesForCurrentThread();
            view.Draw(scene);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, pool.LentCount);
    }

    [Fact]
    public void Render_WrongSize_IsRefused()
    {
        using var renderer = new SimRenderer(Options.Camera);
        using var small = ImagePool.Shared.Rent(64, 64, PixelFormat.Bgr8);
        var scene = new SimWorld(Options).Snapshot();
        Assert.Throws<ArgumentException>(() => renderer.RenderEye(scene, false, small, null, null));
    }

    [Fact]
    public async Task Render_TwoRenderersOnTwoThreads_GiveTheBytesOfOne()
    {
        var options = Options with { Randomisation = RandomisationOptions.Full };
        var alone = Frames(options);
        var both = await Task.WhenAll(Task.Run(() => Frames(options)), Task.Run(() => Frames(options)));
        Assert.Equal(alone, both[0]);
        Assert.Equal(alone, both[1]);
    }

    private static List<byte[]> Frames(SimOptions options)
    {
        using var scenes = new SimLabelledScenes(options);
        using var picture = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Bgr8);
        using var labels = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Gray8);
        var frames = new List<byte[]>();
        for (ulong seed = 40; seed < 46; seed++)
        {
            scenes.Render(seed, picture, labels);
            frames.Add([.. picture.Bytes, .. labels.Bytes]);
        }

        return frames;
    }

    // A pixel whose ray passes 0.1 mm (less than half a pixel) inside the sphere must be the bead's, one 0.1 mm outside must not.
    private static int CheckBead(RenderedView view, in SceneState scene, bool rightEye)
    {
        var centre = EyeProjection.T_world_eye(scene.T_world_ecm, Options.BaselineM, rightEye).Inverse() * scene.Goal_world;
        var labels = rightEye ? view.Labels.Right! : view.Labels.Left;
        var count = 0;
        for (var y = 0; y < labels.HeightPx; y++)
        {
            var row = labels.Row(y);
            for (var x = 0; x < labels.WidthPx; x++)
            {
                var missM = view.Ray(x, y).Normalized().Cross(centre).Length - BeadRadiusM;
                if (missM < -0.1 * Si.Mm)
                {
                    count++;
                    Assert.True((SegmentationClass)row[x] is not (SegmentationClass.Background or SegmentationClass.Needle), $"({x}, {y}) misses the bead");
                }
                else if (missM > 0.1 * Si.Mm)
                {
                    Assert.NotEqual((byte)SegmentationClass.Target, row[x]);
                }
            }
        }

        return count;
    }
}
