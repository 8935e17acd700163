using SurgicalAI.Core.Frames;

namespace SurgicalAI.Tests.Core;

public sealed class PoseTests
{
    private static readonly Pose<WorldFrame, BaseFrame> T_world_base =
        new(Rotation.FromRotationVector(new(0.3, -0.8, 1.1)), new(0.1, -0.2, 0.3));

    private static readonly Pose<BaseFrame, ToolFrame> T_base_tool =
        new(Rotation.FromRotationVector(new(-1.2, 0.4, 0.2)), new(0.01, 0.02, -0.12));

    [Fact]
    public void Product_AppliedToPoint_EqualsApplyingOneAfterTheOther()
    {
        var p_tool = new Vec3(0.005, -0.007, 0.01);
        var direct = (T_world_base * T_base_tool) * p_tool;
        var stepped = T_world_base * (T_base_tool * p_tool);
        Assert.True((direct - stepped).Length < 1e-15);
    }

    [Fact]
    public void Inverse_TimesPose_IsIdentity()
    {
        var identity = T_world_base.Inverse() * T_world_base;
        Assert.True(identity.P.Length < 1e-15);
        Assert.True(identity.R.AngleTo(Rotation.Identity) < 1e-7); // acos-free, but the angle of a near-identity keeps half the digits
    }

    [Fact]
    public void Product_OfMeetingFrames_AllocatesNothing()
    {
        _ = T_world_base * T_base_tool;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = T_world_base * T_base_tool;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void T_ecm_eye_PointRightAndBelow_IsNegativeInArmAxes()
    {
        // OpenCV's right (+X) is the arm convention's -X (X points left); down (+Y) is -Y (Y points up).
        Assert.Equal(new Vec3(-0.01, -0.02, 0.1), CameraConvention.T_ecm_eye * new Vec3(0.01, 0.02, 0.1));
    }
}
