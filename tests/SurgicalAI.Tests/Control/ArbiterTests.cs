using SurgicalAI.Control;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

public sealed class ArbiterTests
{
    [Fact]
    public void RequestMode_AutonomousOnARealArm_IsRefusedWithReason()
    {
        var h = new ControllerHarness(new PerfectArm(simulated: false));
        var fault = h.Controller.RequestMode(ControlMode.Autonomous);
        Assert.Equal((FaultCode.NotAllowed, ControlMode.Suggest), (fault.Code, h.Controller.Mode));
        Assert.Contains("simulated", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequestMode_Unknown_IsRefused() => Assert.Equal(FaultCode.NotAllowed, new ControllerHarness().Controller.RequestMode((ControlMode)9).Code);

    [Fact]
    public void Observe_SuggestionAndHold_NothingMoves()
    {
        var h = new ControllerHarness();
        h.Controller.RequestMode(ControlMode.Observe);
        h.Offer();
        h.Decide(DecisionKind.Hold);
        h.Run(100);
        Assert.Equal((false, "observe mode: nothing moves"), (h.Moves, h.Controller.Reason));
    }

    [Fact]
    public void Suggest_WithoutHold_NothingMoves()
    {
        var h = new ControllerHarness();
        h.Offer();
        h.Run(100);
        Assert.Equal((false, "waiting for the operator to hold accept"), (h.Moves, h.Controller.Reason));
    }

    [Fact]
    public void Suggest_HoldNotRepeated_StopsAfter200Ms()
    {
        var h = new ControllerHarness();
        h.Offer();
        Assert.Equal(FaultCode.None, h.Decide(DecisionKind.Hold).Code);
        h.Run(150);
        h.Offer();
        h.Run(48);
        Assert.Equal((true, ""), (h.Moves, h.Controller.Reason));
        h.Run(6);
        Assert.Equal("accept not repeated for 200 ms", h.Controller.Reason);
        h.Run(40);
        h.Offer();
        h.Run(400);
        Assert.False(h.Moves);
    }

    [Theory]
    [InlineData(DecisionKind.Release, "waiting for the operator to hold accept")]
    [InlineData(DecisionKind.Reject, "the operator rejected the suggestion")]
    public void Suggest_LetGo_StopsAtOnce(DecisionKind kind, string reason)
    {
        var h = Accepted();
        h.Decide(kind);
        h.Run(2);
        Assert.Equal(reason, h.Controller.Reason);
    }

    [Fact]
    public void Decide_LateHoldAfterRelease_DoesNotMoveAgain()
    {
        var h = Accepted();
        var late = new DecisionMessage(h.Header(), h.LastSuggestion, DecisionKind.Hold, "");
        h.Decide(DecisionKind.Release);
        Assert.Equal(FaultCode.OutOfOrder, h.Controller.Decide(late, h.NowNs).Code);
        h.Run(400);
        Assert.False(h.Moves);
    }

    [Fact]
    public void Decide_OldStamp_IsStale()
    {
        var h = new ControllerHarness();
        h.Offer();
        var old = new DecisionMessage(h.Header() with { StampNs = h.NowNs - (200 * Si.MsNs) }, h.LastSuggestion, DecisionKind.Hold, "");
        Assert.Equal(FaultCode.Stale, h.Controller.Decide(old, h.NowNs).Code);
    }

    [Fact]
    public void Decide_SuggestionNeverShown_IsRefused()
    {
        var h = new ControllerHarness();
        h.Offer();
        Assert.Equal(FaultCode.WrongTarget, h.Decide(DecisionKind.Hold, 9999).Code);
    }

    [Fact]
    public void Decide_SecondOperatorWhileFirstHolds_IsRefusedButMayStop()
    {
        var h = Accepted();
        var other = h.Header("other-console");
        Assert.Equal(FaultCode.WrongTarget, h.Controller.Decide(new(other, h.LastSuggestion, DecisionKind.Hold, ""), h.NowNs).Code);
        Assert.Equal(FaultCode.None, h.Controller.Decide(new(other, h.LastSuggestion, DecisionKind.Release, ""), h.NowNs).Code);
        h.Run(2);
        Assert.NotEqual("", h.Controller.Reason);
    }

    [Fact]
    public void Autonomous_NewestSuggestion_IsFollowedOnTime()
    {
        var h = Autonomous();
        var suggestion = h.Suggestion();
        h.Controller.Offer(suggestion, h.NowNs);
        h.Run(200);
        h.Controller.Offer(suggestion with { Header = h.Header(h.Engine), ExpiresNs = h.NowNs + Si.SNs }, h.NowNs);
        h.Run(260);

        // 460 ms after the start: close to the waypoint meant for 462 ms.
        var goal = suggestion.Waypoints[6].T_ecm_tool;
        var off = (h.Controller.Measured.T_ecm_tool.P - goal.P).Length;
        Assert.True(off < 0.2e-3, $"off by {off * 1e3} mm");
        Assert.Equal("", h.Controller.Reason);
    }

    [Fact]
    public void Autonomous_EngineSilent_HoldsAndSaysForHowLong()
    {
        var h = Autonomous();
        h.Offer();
        h.Run(250);
        Assert.Equal("", h.Controller.Reason);
        h.Run(2);
        Assert.Equal("engine silent for 250 ms", h.Controller.Reason);
        h.Run(400);
        Assert.False(h.Moves);
    }

    [Fact]
    public void Share_HalfConfidence_MovesHalfAsFar()
    {
        var (full, half) = (ShareTravel(1.0), ShareTravel(0.5));
        Assert.InRange(half / full, 0.45, 0.55);
        Assert.Equal(0, ShareTravel(0.1));
    }

    [Fact]
    public void Share_WithoutHold_NothingMoves()
    {
        var h = new ControllerHarness();
        h.Controller.RequestMode(ControlMode.Share);
        h.Offer();
        h.Run(100);
        Assert.False(h.Moves);
    }

    [Fact]
    public void Offer_BadSuggestions_AreRefusedEachForItsReason()
    {
        var h = Autonomous();
        var good = h.Suggestion();
        Fault Of(SuggestionMessage m) => h.Controller.Offer(m, h.NowNs);
        Assert.Equal(FaultCode.WrongTarget, Of(good with { Arm = "psm2" }).Code);
        Assert.Equal(FaultCode.Stale, Of(good with { ExpiresNs = h.NowNs }).Code);
        Assert.Equal(FaultCode.Stale, Of(good with { Header = good.Header with { StampNs = 0 } }).Code);
        Assert.Equal(FaultCode.NotFinite, Of(good with { Confidence = double.NaN }).Code);
        Assert.Equal(FaultCode.NotFinite, Of(good with { Waypoints = [] }).Code);
        Assert.Equal(FaultCode.NotFinite, Of(good with { Waypoints = [good.Waypoints[0] with { JawRad = double.NaN }] }).Code);
        Assert.Equal(FaultCode.OutOfOrder, Of(good with { Waypoints = [good.Waypoints[1], good.Waypoints[0]] }).Code);
        Assert.Equal(FaultCode.None, Of(good).Code);
        Assert.Equal(FaultCode.OutOfOrder, Of(good).Code);
        Assert.Equal(FaultCode.OutOfOrder, Of(h.Suggestion() with { Header = good.Header with { Sequence = 999, StampNs = good.Header.StampNs - 1 } }).Code);
    }

    [Fact]
    public void Offer_OtherSession_TakesOverOnlyAfterSilence()
    {
        var h = Autonomous();
        h.Offer();
        h.Run(100);
        h.Engine = "engine-2";
        Assert.Equal(FaultCode.WrongTarget, h.Offer().Code);
        h.Run(100);
        Assert.Equal(FaultCode.None, h.Offer().Code);
    }

    [Fact]
    public void Wish_FarAwayWaypoint_IsRefusedByTheGateWithReason()
    {
        var h = Autonomous();
        var m = h.Suggestion(stepM: 2.0);
        h.Controller.Offer(m, h.NowNs);
        h.Run(248);
        Assert.True(h.Controller.Counts.Refused > 0);
        Assert.StartsWith("gate: the target is too far", h.Controller.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryTakeApplied_OncePerSuggestion()
    {
        var h = Autonomous();
        h.Run(20);
        var m = h.Suggestion();
        var appliedNs = h.NowNs;
        h.Controller.Offer(m, h.NowNs, h.NowNs - 5);
        h.Run(20);
        Assert.True(h.Controller.TryTakeApplied(out var applied));
        Assert.Equal(new AppliedSuggestion(m.Header.Sequence, m.Header.StampNs, appliedNs - 5, appliedNs), applied);
        h.Run(20);
        Assert.False(h.Controller.TryTakeApplied(out _));
    }

    private static double ShareTravel(double confidence)
    {
        var h = new ControllerHarness();
        h.Controller.RequestMode(ControlMode.Share);
        var start = h.Controller.Measured.T_ecm_tool.P;
        h.Offer(confidence);
        h.Decide(DecisionKind.Hold);
        // Long enough for the whole way to be done: with limited jerk the last of it takes up to 70 ms more than by acceleration alone.
        h.Run(240);
        return (h.Controller.Measured.T_ecm_tool.P - start).Length;
    }

    private static ControllerHarness Accepted()
    {
        var h = new ControllerHarness();
        h.Offer();
        h.Decide(DecisionKind.Hold);
        h.Run(60);
        Assert.True(h.Moves);
        return h;
    }

    private static ControllerHarness Autonomous()
    {
        var h = new ControllerHarness();
        Assert.Equal(FaultCode.None, h.Controller.RequestMode(ControlMode.Autonomous).Code);
        return h;
    }
}
