using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.Tests.Vision.Tracking;

public sealed class PictureTipsTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 256;
    private const double DtS = 1 / 30.0;
    private static readonly StereoRig s_rig = new(new(CameraIntrinsics.FromHorizontalFov(Width, Height, 1.05), 0.006, 30));
    private readonly ImagePool _pool = new();
    private readonly DrawnTools _drawn = new(Width, Height);
    private readonly ImagePoint _tip;

    public PictureTipsTests() => (_tip, _) = _drawn.Tool(new(90, 130), 0, 0, 0);

    [Fact]
    public void Update_OneEye_TracksInItAndNothingInSpace()
    {
        var tips = Followed(isStereo: false, arm: null);
        var track = Assert.Single(tips.Tracks(right: false).ToArray());
        Assert.InRange((track.Tip - _tip).Length, 0, 3);
        Assert.Equal((0, 0), (tips.Tracks(right: true).Length, tips.Tips.Length));
    }

    [Fact]
    public void Update_TwoEyesOfUnknownGeometry_TracksInBothAndNothingInSpace()
    {
        var tips = Followed(isStereo: true, arm: null, rig: null);
        Assert.Equal((1, 1, 0), (tips.Tracks(right: false).Length, tips.Tracks(right: true).Length, tips.Tips.Length));
    }

    [Fact]
    public void Update_ArmFallsSilent_ItsTipGoesOn()
    {
        var pose = new Pose<EyeFrame, ToolFrame>(Rotation.AboutY(Math.PI / 2), s_rig.PointAt(_tip - new ImagePoint(DrawnTools.JawLengthPx, 0), 277 * 0.006 / 0.07));
        var tips = Followed(isStereo: true, ArmTip.Of(CameraConvention.T_ecm_eye * pose, 0, 0.0105));
        var heard = Assert.Single(tips.Tips.ToArray());
        Assert.True(tips.WithArm);
        Assert.InRange(Off(heard), 0, 6);
        Play(tips, isStereo: true, null);
        Assert.True(tips.WithArm);
        Assert.InRange(Off(Assert.Single(tips.Tips.ToArray())), 0, 6);
    }

    [Fact]
    public void Update_SteadyState_AllocatesNothing()
    {
        var tips = new PictureTips(DrawnTools.Parts, s_rig);
        using var pictures = Frame(PixelFormat.Bgr8, true);
        using var labels = Frame(PixelFormat.Gray8, true);
        var arm = ArmTip.Of(Pose<EcmFrame, ToolFrame>.Identity with { P = new(0, 0, 0.08) }, 0);
        void Once() => tips.Update(pictures, labels, arm, DtS);
        Once();
        Assert.Equal(0, AllocationMeter.Least(Once));
    }

    [Fact]
    public void Of_OpenJaws_EndsLieAboutTheToolsAxis()
    {
        var arm = ArmTip.Of(Pose<EcmFrame, ToolFrame>.Identity with { P = new(0, 0, 0.08) }, Math.PI / 3, 0.01);
        Assert.InRange((arm.First - arm.Hinge).Length, 0.0099999, 0.0100001);
        Assert.InRange((arm.First - arm.Second).Length, 0.0099999, 0.0100001);
        Assert.InRange(arm.Middle.Z - arm.Hinge.Z, 0.00866, 0.00867);
        Assert.False(ArmTip.Silent.IsFinite);
    }

    public void Dispose() => _pool.Dispose();

    private PictureTips Followed(bool isStereo, ArmTip? arm) => Followed(isStereo, arm, s_rig);

    private PictureTips Followed(bool isStereo, ArmTip? arm, StereoRig? rig)
    {
        var tips = new PictureTips(DrawnTools.Parts, rig);
        Play(tips, isStereo, arm);
        return tips;
    }

    private void Play(PictureTips tips, bool isStereo, ArmTip? arm)
    {
        using var pictures = Frame(PixelFormat.Bgr8, isStereo);
        using var labels = Frame(PixelFormat.Gray8, isStereo);
        for (var i = 0; i < 5; i++)
        {
            tips.Update(pictures, labels, arm, DtS);
        }
    }

    private double Off(TipEstimate tip) => s_rig.TryProject(tip.P_eye, out var at, out _) ? (at - _tip).Length : double.NaN;

    // Both eyes show the same; a grey picture tells no depth.
    private StereoFrame Frame(PixelFormat format, bool isStereo) => new(Eye(format), isStereo ? Eye(format) : null);

    private ImageLease Eye(PixelFormat format)
    {
        var lease = _pool.Rent(Width, Height, format);
        if (format == PixelFormat.Gray8)
        {
            _drawn.Map.CopyTo(lease.Bytes);
        }
        else
        {
            lease.Bytes.Fill(90);
        }

        return lease;
    }
}
