using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.Tests.Vision.Tracking;

public sealed class TipFilterTests
{
    private const double Dt = 1 / 30.0;
    private static readonly StereoRig s_rig = new(new(CameraIntrinsics.FromHorizontalFov(640, 512, 1.05), 0.006, 30));

    [Fact]
    public void Update_ArmThatErrsBy5Mm_FindsTipAndOffset()
    {
        var (filter, offset) = (new TipFilter(s_rig, new()), new Vec3(0.003, -0.002, 0.0035));
        for (var i = 0; i < 90; i++)
        {
            var p = Tip(i * Dt);
            Arm(filter, p + offset, i);
            See(filter, p, 0.6 * Math.Sin(7.3 * i), 0.25 * Math.Cos(5.1 * i));
        }

        Assert.InRange((filter.Position - Tip(89 * Dt)).Length, 0, 0.0006);
        Assert.InRange((filter.OffsetM - offset).Length, 0, 0.0006);
        Assert.InRange(filter.SdM, 1e-5, 0.001);
    }

    [Fact]
    public void Predict_TipHidden_TheArmLeads()
    {
        var (filter, offset) = (new TipFilter(s_rig, new()), new Vec3(0.002, 0.001, -0.003));
        for (var i = 0; i < 120; i++)
        {
            Arm(filter, Tip(i * Dt) + offset, i);
            if (i < 60)
            {
                See(filter, Tip(i * Dt), 0, 0);
            }
        }

        Assert.InRange((filter.Position - Tip(119 * Dt)).Length, 0, 0.0008);
    }

    [Fact]
    public void UpdateDisparity_FarOff_IsRefused()
    {
        var filter = Settled();
        var before = filter.Position;
        _ = s_rig.TryProject(before, out _, out var disparity);
        Assert.False(filter.UpdateDisparity(Vec3.Zero, disparity + 12, 0.3));
        Assert.Equal(before, filter.Position);
        Assert.Equal(1, filter.Refused);
    }

    [Fact]
    public void Update_TipThatJumped_IsFoundAgain()
    {
        var filter = Settled();
        var there = filter.Position + new Vec3(0.012, 0.006, 0.008);
        for (var i = 0; i < 60; i++)
        {
            filter.Predict(Dt);
            See(filter, there, 0, 0);
        }

        Assert.InRange((filter.Position - there).Length, 0, 0.001);
    }

    [Fact]
    public void Update_SteadyState_AllocatesNothing()
    {
        var filter = Settled();
        Assert.Equal(0, AllocationMeter.Least(() =>
        {
            filter.Predict(Dt);
            filter.UpdateArm(new(0, 0, 0.08));
            See(filter, new(0, 0, 0.08), 0, 0);
        }));
    }

    private static TipFilter Settled()
    {
        var filter = new TipFilter(s_rig, new());
        filter.StartAt(new(0, 0, 0.08));
        for (var i = 0; i < 40; i++)
        {
            filter.Predict(Dt);
            See(filter, new(0, 0, 0.08), 0, 0);
        }

        return filter;
    }

    private static Vec3 Tip(double t) => new(0.012 * Math.Sin(1.3 * t), 0.008 * Math.Cos(t), 0.085 + (0.01 * Math.Sin(0.9 * t)));

    private static void Arm(TipFilter filter, Vec3 reported, int i)
    {
        if (i == 0)
        {
            filter.StartAtArm(reported);
            return;
        }

        filter.Predict(Dt);
        filter.UpdateArm(reported);
    }

    private static void See(TipFilter filter, Vec3 p, double offPx, double offDisparityPx)
    {
        _ = s_rig.TryProject(p, out var ideal, out var disparity);
        _ = filter.UpdateSeen(Vec3.Zero, ideal + new ImagePoint(offPx, -offPx), new(1, 0), 1, 1);
        _ = filter.UpdateDisparity(Vec3.Zero, disparity + offDisparityPx, 0.25);
    }
}
