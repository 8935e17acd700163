using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.Tests.Vision.Tracking;

public sealed class StereoTipsTests
{
    private const int Width = 320;
    private const int Height = 256;
    private static readonly StereoRig s_rig = new(new(CameraIntrinsics.FromHorizontalFov(Width, Height, 1.05), 0.006, 30));

    [Fact]
    public void Update_ArmsInTheWrongOrder_EachGetsTheToolThatItFits()
    {
        var (finder, picture) = (new ToolFinder(), new byte[3 * Width * Height]);
        var drawn = new DrawnTools(Width, Height);
        var (left, _) = drawn.Tool(new(70, 60), 0, 0, 0);
        var (right, _) = drawn.Tool(new(250, 200), Math.PI, 0, 0);
        _ = drawn.Find(finder);
        var tips = new StereoTips(s_rig, new());
        ArmTip[] arms = [Near(right), Near(left)];
        for (var i = 0; i < 10; i++)
        {
            _ = tips.Update(new(picture, Width, Height, finder), new(picture, Width, Height, finder), arms, 1 / 30.0);
        }

        Assert.Equal(2, tips.Tips.Length);
        Assert.InRange(Off(tips.Tips[0], right), 0, 3);
        Assert.InRange(Off(tips.Tips[1], left), 0, 3);
        Assert.False(tips.Depth(0, 0).Found);
    }

    [Fact]
    public void Update_SteadyState_AllocatesNothing()
    {
        var (finder, picture) = (new ToolFinder(), new byte[3 * Width * Height]);
        var drawn = new DrawnTools(Width, Height);
        var (tip, _) = drawn.Tool(new(70, 60), 0, 0, 0.4);
        _ = drawn.Find(finder);
        var tips = new StereoTips(s_rig, new());
        ArmTip[] arms = [Near(tip)];
        void Once() => _ = tips.Update(new(picture, Width, Height, finder), new(picture, Width, Height, finder), arms, 1 / 30.0);
        Once();
        Assert.Equal(0, AllocationMeter.Least(Once));
    }

    private static double Off(TipEstimate tip, ImagePoint seen) => s_rig.TryProject(tip.P_eye, out var at, out _) ? (at - seen).Length : double.NaN;

    // What an arm says that errs by 4 mm.
    private static ArmTip Near(ImagePoint tip)
    {
        var p = s_rig.PointAt(tip, 277 * 0.006 / 0.09) + new Vec3(0.003, -0.002, 0.002);
        return new(p, p);
    }
}
