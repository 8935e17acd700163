using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.Tests.Vision.Tracking;

public sealed class StereoTipsTests
{
    private const int Width = 320;
    private const int Height = 256;
    private static readonly Vec3 s_error = new(0.003, -0.002, 0.002);
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
        ArmTip[] arms = [Near(right, Math.PI), Near(left, 0)];
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
    public void Update_JawsEndInTissue_HiddenAndNotAtTheirVisibleEnd()
    {
        var drawn = new DrawnTools(Width, Height);
        var (tip, _) = drawn.Tool(new(90, 130), 0, 0, 0);
        var cut = tip - new ImagePoint(0.5 * DrawnTools.JawLengthPx, 0);
        var whole = Follow(drawn, Near(tip, 0));
        drawn.Rod(cut, tip + new ImagePoint(5, 0), 12, 12, 0);
        var hidden = Follow(drawn, Near(tip, 0));
        Assert.False(whole.Hidden);
        Assert.True(hidden.Hidden);
        Assert.InRange(Off(hidden, tip), 0, 13);
        Assert.True(hidden.SdM > whole.SdM);
    }

    [Fact]
    public void Update_WristBeforeWhereJawsBegin_EndStaysWhereItIsSeen()
    {
        var drawn = new DrawnTools(Width, Height);
        var (tip, _) = drawn.Tool(new(90, 130), 0, 0, 0);
        drawn.Rod(tip - new ImagePoint(DrawnTools.JawLengthPx, 0), tip - new ImagePoint(0.5 * DrawnTools.JawLengthPx, 0), 9, 9, DrawnTools.Wrist);
        var hidden = Follow(drawn, Near(tip, 0));
        Assert.True(hidden.Hidden);
        Assert.InRange(Off(hidden, tip), 0, 13);
    }

    [Fact]
    public void Update_OneEndOfOpenJaws_NotTakenForTheOther()
    {
        var drawn = new DrawnTools(Width, Height);
        var (first, second) = (new ImagePoint(190, 118), new ImagePoint(190, 142));
        var hinge = new ImagePoint(150, 130);
        drawn.Rod(new(-100, 130), new(126, 130), DrawnTools.ShaftHalfPx, DrawnTools.ShaftHalfPx, DrawnTools.Shaft);
        drawn.Rod(new(126, 130), hinge, 11, 9, DrawnTools.Wrist);
        drawn.Rod(hinge, first, 5, 3, DrawnTools.Jaw);

        // The arm errs so that the end that is not seen comes nearer to the one that is.
        var error = new Vec3(0, -0.006, 0) - s_error;
        var tip = Follow(drawn, new(At(first) + error, At(second) + error, At(hinge) + error));
        Assert.InRange(Off(tip, 0.5 * (first + second)), 0, 5);
    }

    [Fact]
    public void Update_SteadyState_AllocatesNothing()
    {
        var (finder, picture) = (new ToolFinder(), new byte[3 * Width * Height]);
        var drawn = new DrawnTools(Width, Height);
        var (tip, _) = drawn.Tool(new(70, 60), 0, 0, 0.4);
        _ = drawn.Find(finder);
        var tips = new StereoTips(s_rig, new());
        ArmTip[] arms = [Near(tip, -0.2)];
        void Once() => _ = tips.Update(new(picture, Width, Height, finder), new(picture, Width, Height, finder), arms, 1 / 30.0);
        Once();
        Assert.Equal(0, AllocationMeter.Least(Once));
    }

    private static double Off(TipEstimate tip, ImagePoint seen) => s_rig.TryProject(tip.P_eye, out var at, out _) ? (at - seen).Length : double.NaN;

    // What an arm of closed jaws says that errs by 4 mm.
    private static ArmTip Near(ImagePoint tip, double jawsRad)
    {
        var p = At(tip);
        return new(p, p, At(tip - (DrawnTools.JawLengthPx * DrawnTools.Way(jawsRad))));
    }

    private static Vec3 At(ImagePoint seen) => s_rig.PointAt(seen, 277 * 0.006 / 0.09) + s_error;

    private static TipEstimate Follow(DrawnTools drawn, ArmTip arm)
    {
        var (finder, picture) = (new ToolFinder(), new byte[3 * Width * Height]);
        _ = drawn.Find(finder);
        var tips = new StereoTips(s_rig, new());
        ArmTip[] arms = [arm];
        for (var i = 0; i < 20; i++)
        {
            _ = tips.Update(new(picture, Width, Height, finder), new(picture, Width, Height, finder), arms, 1 / 30.0);
        }

        return tips.Tips[0];
    }
}
