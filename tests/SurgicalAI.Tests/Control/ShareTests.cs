using SurgicalAI.Control;
using SurgicalAI.Control.Advice;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

/// <summary>The mode share: operator and policy blended by confidence.</summary>
public sealed class ShareTests
{
    [Fact]
    public void Of_AnyConfidence_GrowsAndLeavesTheOperatorTheMajority()
    {
        Assert.Equal((0, 0, 0), (ShareLaw.Of(0), ShareLaw.Of(Arbiter.LeastConfidence), ShareLaw.Of(double.NaN)));
        Assert.Equal((0.45, 0.45), (ShareLaw.Of(0.9), ShareLaw.Of(1)));
        Assert.Equal(0.225, ShareLaw.Of(0.55), 1e-12);
        for (var c = 0.0; c < 1; c += 0.01)
        {
            Assert.InRange(ShareLaw.Of(c), 0, 0.45);
            Assert.True(ShareLaw.Of(c + 0.01) >= ShareLaw.Of(c));
        }
    }

    [Fact]
    public void Next_ConfidenceThatJumps_MovesTheWeightAtMostTwoPerSecond()
    {
        var law = new ShareLaw(0.002);
        var last = 0.0;
        for (var k = 0; k < 300; k++)
        {
            var w = law.Next(k % 100 < 50 ? 1 : 0.3);
            Assert.True(Math.Abs(w - last) <= 0.004 + 1e-12);
            last = w;
        }

        law.Rest();
        Assert.Equal(0, law.Weight);
    }

    [Fact]
    public void Blend_OperatorStandsStill_PolicyGetsItsShareOnly()
    {
        var h = Shared();
        var start = h.Controller.T_ecm_setpoint;
        var travel = Run(h, start, 0.9, accept: true, 150);

        // The policy wants to be at most 10 mm away; the operator holds the start. Less than half of that is granted.
        Assert.InRange(travel.X, 0.0005, 0.0045);
    }

    [Fact]
    public void Blend_OperatorAgainstThePolicy_GoesTheOperatorsWay()
    {
        var h = Shared();
        var start = h.Controller.T_ecm_setpoint;
        var away = start with { P = start.P + new Vec3(-0.01, 0, 0) };
        Assert.True(Run(h, away, 1, accept: true, 300).X < -0.0005);
    }

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(0.1, true)]
    public void Blend_WithoutAcceptOrConfidence_IsTheOperatorAlone(double confidence, bool accept)
    {
        var h = Shared();
        var start = h.Controller.T_ecm_setpoint;
        var goal = start with { P = start.P + new Vec3(0, 0.002, 0) };
        Assert.True((Run(h, goal, confidence, accept, 300) - new Vec3(0, 0.002, 0)).Length < 1e-6);
    }

    [Fact]
    public void Blend_AcceptLetGo_TheOperatorHasItAllAtOnce()
    {
        var h = Shared();
        var start = h.Controller.T_ecm_setpoint;
        Run(h, start, 0.9, accept: true, 150);
        h.Decide(DecisionKind.Release);
        Run(h, start, 0.9, accept: false, 900);
        Assert.True((h.Controller.Measured.T_ecm_tool.P - start.P).Length < 1e-6);
    }

    [Fact]
    public void Blend_Jaw_IsTheOperators()
    {
        var h = Shared();
        var start = h.Controller.T_ecm_setpoint;
        for (var k = 0; k < 60; k++)
        {
            h.Controller.Servo(new JawServoMessage(h.Header(), 0.6, h.NowNs + Si.SNs), h.NowNs);
            Run(h, start, 0.9, accept: true, 10);
        }

        Assert.Equal(0.6, h.Arm.JawRad, 1e-6);
    }

    [Fact]
    public void PolicyAlone_WithoutAccept_NeverMoves()
    {
        var h = Shared();
        for (var k = 0; k < 20; k++)
        {
            h.Offer(1);
            h.Run(20);
            Assert.False(h.Moves);
        }
    }

    private static ControllerHarness Shared()
    {
        var h = new ControllerHarness();
        Assert.Equal(FaultCode.None, h.Controller.RequestMode(ControlMode.Share).Code);
        return h;
    }

    private static Vec3 Run(ControllerHarness h, Pose<EcmFrame, ToolFrame> goal, double confidence, bool accept, int ms)
    {
        var start = h.Controller.Measured.T_ecm_tool.P;
        for (var k = 0; k < ms / 10; k++)
        {
            Assert.Equal(FaultCode.None, h.Controller.Servo(new ServoCpMessage(h.Header(), goal, h.NowNs + Si.SNs), h.NowNs).Code);
            h.Offer(confidence);
            if (accept)
            {
                Assert.Equal(FaultCode.None, h.Decide(DecisionKind.Hold).Code);
            }

            h.Run(10);
        }

        return h.Controller.Measured.T_ecm_tool.P - start;
    }
}
