using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Tests.Sim;

public sealed class SimEcmTests
{
    private const double StepS = 0.002;

    [Fact]
    public void Home_EndoscopePose_IsTheLayouts()
    {
        var T = SimEcm.Forward_world(SimEcm.Home);
        Assert.True((T.P - SceneLayout.T_world_ecm.P).Length < 1e-12 && T.R.AngleTo(SceneLayout.T_world_ecm.R) < 1e-12);
        Assert.Equal(SceneLayout.T_world_ecm, new SimEcm().T_world_ecm);
    }

    [Fact]
    public void Follow_DistantSetpoint_ArrivesWithinTheTrajectoryLimits()
    {
        var ecm = new SimEcm();
        var goal = EcmJoints.From([0.4, -0.3, 0.16, 0.2]);
        ecm.Follow(goal);
        var before = ecm.Velocity;
        var seconds = Run(ecm, goal, limits: SimEcm.Kinematics.Model.Limits, ref before);
        Assert.InRange(seconds, 0.4 / (30 * Si.Deg), 1.6);
    }

    [Fact]
    public void Follow_SetpointOutOfRange_StopsAtTheRange()
    {
        var ecm = new SimEcm();
        ecm.Follow(EcmJoints.From([0, 2, 0.12, 0]));
        Assert.Equal(1.1344, ecm.Setpoint[1]);
    }

    [Fact]
    public void LookAt_PointOfTheWorkspace_IsInTheMiddleBetweenTheEyes()
    {
        var ecm = new SimEcm();
        var target = new Vec3(0.03, -0.02, 0.01);
        ecm.Place(SimEcm.LookAt(target, 0.1).Value);
        var seen = ecm.T_world_ecm.Inverse() * target;
        Assert.True((seen - new Vec3(-0.003, 0, 0.1)).Length < 1e-12, $"{seen}");
        Assert.True(ecm.T_world_ecm.R.Y.Z > 0 && Math.Abs(ecm.T_world_ecm.R.X.Z) < 1e-12, "level horizon");
    }

    [Fact]
    public void LookAt_PointBehind_IsRefused() =>
        Assert.Equal(FaultCode.JointLimit, SimEcm.LookAt(new(0, -0.5, 0.4), 0.1).Fault.Code);

    [Fact]
    public void Step_AfterWarmUp_AllocatesNothing()
    {
        var ecm = new SimEcm();
        ecm.Follow(EcmJoints.From([0.4, -0.3, 0.16, 0.2]));
        ecm.Step(StepS);
        Assert.Equal(0, AllocationMeter.Least(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                ecm.Step(StepS);
            }
        }));
    }

    private static double Run(SimEcm ecm, EcmJoints goal, EcmLimits limits, ref EcmJoints before)
    {
        for (var step = 1; step < 2000; step++)
        {
            ecm.Step(StepS);
            var off = 0.0;
            for (var i = 0; i < EcmJoints.Length; i++)
            {
                Assert.True(Math.Abs(ecm.Velocity[i]) <= limits.MaxVelocity[i] + 1e-12);
                Assert.True(Math.Abs(ecm.Velocity[i] - before[i]) <= (limits.MaxAcceleration[i] * StepS) + 1e-12);
                Assert.True((goal[i] - ecm.Position[i]) * Math.Sign(goal[i] - SimEcm.Home[i]) > -1e-4, $"joint {i + 1} overshoots");
                off = Math.Max(off, Math.Abs(goal[i] - ecm.Position[i]));
            }

            before = ecm.Velocity;
            if (off < 1e-3)
            {
                return step * StepS;
            }
        }

        throw new TimeoutException("The endoscope never arrived.");
    }
}
