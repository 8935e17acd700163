using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Sim;

public sealed class SceneLayoutTests
{
    private const double MarginPx = 15;

    [Fact]
    public void Workspace_EveryCorner_IsSeenByBothEyesAndReached()
    {
        var camera = new SimOptions().Camera;
        foreach (var right in new[] { false, true })
        {
            var T_eye_world = EyeProjection.T_world_eye(SceneLayout.T_world_ecm, camera.BaselineM, right).Inverse();
            foreach (var tip in Corners())
            {
                var p = T_eye_world * tip;
                var (u, v) = ((camera.Intrinsics.FxPx * p.X / p.Z) + camera.Intrinsics.CxPx, (camera.Intrinsics.FyPx * p.Y / p.Z) + camera.Intrinsics.CyPx);
                Assert.InRange(u, MarginPx, camera.Intrinsics.WidthPx - MarginPx);
                Assert.InRange(v, MarginPx, camera.Intrinsics.HeightPx - MarginPx);
                var R = SceneLayout.R_world_tool_nominal;
                Assert.True(SimPsm.Psm1.TryInverse_world(new(R, tip - (R * SceneLayout.ControlPoint_tool)), default, out var q));
                Assert.True(q[2] >= 0.07 && Math.Abs(q[4]) < 60 * Si.Deg && Math.Abs(q[5]) < 60 * Si.Deg);
            }
        }
    }

    [Fact]
    public void NominalTool_PointsDownAndAwayFromTheEye()
    {
        var jaws = SceneLayout.R_world_tool_nominal.Z;
        Assert.True(jaws.Z < -0.6);
        Assert.True(jaws.Dot(SceneLayout.T_world_ecm.R.Z) > 0.3);
    }

    [Fact]
    public void Normal_MatchesTheSlopeOfTheHeight()
    {
        var surface = new TissueSurface(4);
        const double H = 1e-6;
        for (var i = 0; i < 100; i++)
        {
            var (x, y) = (-0.1 + (0.002 * i), 0.05 - (0.0013 * i));
            var dx = (surface.HeightM(x + H, y) - surface.HeightM(x - H, y)) / (2 * H);
            var dy = (surface.HeightM(x, y + H) - surface.HeightM(x, y - H)) / (2 * H);
            var n = surface.Normal(x, y);
            Assert.Equal(-dx, n.X / n.Z, 5);
            Assert.Equal(-dy, n.Y / n.Z, 5);
        }
    }

    private static IEnumerable<Vec3> Corners() =>
        from x in new[] { -1.0, 0, 1 }
        from y in new[] { -1.0, 0, 1 }
        from z in new[] { 0, 0.5, 1.0 }
        select new Vec3(x * SceneLayout.WorkspaceHalfXM, y * SceneLayout.WorkspaceHalfYM, z * SceneLayout.WorkspaceHeightM);
}
