using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Sim;

public sealed class RobotLayoutTests
{
    // The shipped policy and segmentation network were trained on this placement: it must not move.
    [Fact]
    public void Psm1_Base_StandsWhereItAlwaysStood()
    {
        var T = RobotLayout.Psm1.T_world_base;
        Assert.Equal(new Vec3(0.110, -0.055, 0.085), T.P);
        Assert.True((T.R.Z - new Vec3(0.7773317787, -0.3886658893, 0.4946656773)).Length < 1e-9, $"{T.R.Z}");
        Assert.True((T.R.Y - new Vec3(-0.6074626358, -0.6681510719, 0.4296082998)).Length < 1e-9, $"{T.R.Y}");
    }

    [Fact]
    public void Psm2_IsTheMirrorImageOfPsm1()
    {
        var (one, two) = (RobotLayout.Psm1, RobotLayout.Psm2);
        Assert.Equal(Mirror(one.T_world_base.P), two.T_world_base.P);
        Assert.True((Mirror(one.T_world_base.R.Z) - two.T_world_base.R.Z).Length < 1e-12);
        Assert.True((Mirror(one.R_world_tool_nominal.Z) - two.R_world_tool_nominal.Z).Length < 1e-12);
        Assert.True((Mirror(one.R_world_tool_nominal.X) - two.R_world_tool_nominal.X).Length < 1e-12);
        Assert.True((two.T_world_base.R.X.Cross(two.T_world_base.R.Y) - two.T_world_base.R.Z).Length < 1e-12, "right-handed");
    }

    // SurRoL's goals: two thirds of a 100 mm square around the tray's middle, up to 45 mm above it.
    [Theory]
    [InlineData("lnd-400006")]
    [InlineData("prograsp-400093")]
    [InlineData("curved-scissors-400178")]
    public void BothArms_SurRolsTaskRegion_IsReachedWithWristWithinSixtyDegrees(string tool)
    {
        foreach (var placement in new[] { RobotLayout.Psm1, RobotLayout.Psm2 })
        {
            var psm = SimPsm.For(placement, tool);
            foreach (var tip in Region(33 * Si.Mm, 33 * Si.Mm, 45 * Si.Mm))
            {
                Assert.True(psm.TryInverse_world(psm.PoseAt(tip, placement.R_world_tool_nominal), default, out var q), $"{placement.Name} {tip}");
                Assert.True(Math.Abs(q[4]) < 60 * Si.Deg && Math.Abs(q[5]) < 60 * Si.Deg, $"{placement.Name} {tip}: wrist {q[4]:F2} {q[5]:F2}");
            }
        }
    }

    [Fact]
    public void For_OtherTool_MovesTheControlPoint()
    {
        var psm = SimPsm.For(RobotLayout.Psm2, "prograsp-400093");
        var pose = psm.PoseAt(new(0.01, 0.02, 0.03), RobotLayout.Psm2.R_world_tool_nominal);
        Assert.True(psm.TryInverse_world(pose, default, out var q));
        Assert.True((psm.ControlPoint_world(q) - new Vec3(0.01, 0.02, 0.03)).Length < 1e-12);
    }

    private static Vec3 Mirror(Vec3 v) => v with { X = -v.X };

    private static IEnumerable<Vec3> Region(double halfX, double halfY, double height) =>
        from x in new[] { -1.0, -0.5, 0, 0.5, 1 }
        from y in new[] { -1.0, -0.5, 0, 0.5, 1 }
        from z in new[] { 0, 0.5, 1 }
        select new Vec3(x * halfX, y * halfY, z * height);
}
