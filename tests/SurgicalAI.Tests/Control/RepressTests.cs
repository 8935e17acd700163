using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Tests.Control;

/// <summary>Decision 0018: who held accept through a loss must let go first.</summary>
public sealed class RepressTests
{
    private const string LetGo = "something was lost, or refused by the gate, while accept was held: let go, then hold again";

    [Theory]
    [InlineData("engine")]
    [InlineData("broker")]
    [InlineData("clock")]
    [InlineData("holds")]
    [InlineData("engine restarts")]
    public void Loss_WhileHeld_MovesOnlyAfterLettingGo(string what)
    {
        var h = Moving();
        Lose(h, what);
        Hold(h, 50);
        Assert.True(h.Controller.IsHolding, h.Controller.Reason);
        Assert.Equal(LetGo, h.Controller.Reason);

        Assert.Equal(FaultCode.None, h.Decide(DecisionKind.Release).Code);
        h.Offer();
        h.Run(10);
        Assert.Equal("waiting for the operator to hold accept", h.Controller.Reason);
        Hold(h, 5);
        Assert.True(h.Moves, h.Controller.Reason);
    }

    [Fact]
    public void Loss_WhileHeld_HoldIsRefusedWithReason()
    {
        var h = Moving();
        h.Run(300);
        h.Offer();
        var fault = h.Decide(DecisionKind.Hold);
        Assert.Equal(FaultCode.NotAllowed, fault.Code);
        Assert.Contains("let it go", fault.Message);
    }

    [Fact]
    public void Loss_NobodyHeld_FirstHoldMoves()
    {
        var h = new ControllerHarness();
        h.Offer();
        h.Run(400);
        Hold(h, 5);
        Assert.True(h.Moves, h.Controller.Reason);
    }

    [Fact]
    public void NoAdviceForAWhile_WithinItsLife_NothingIsLost()
    {
        var h = Moving();
        for (var k = 0; k < 20; k++)
        {
            h.Decide(DecisionKind.Hold);
            h.Run(10);
        }

        Hold(h, 5);
        Assert.True(h.Moves, h.Controller.Reason);
    }

    [Fact]
    public void Loss_WhileHeld_ReleaseOfAnotherSessionDoesNotPay()
    {
        var h = Moving();
        Lose(h, "engine");
        h.Controller.Decide(new(h.Header("viewer"), h.LastSuggestion, DecisionKind.Release, ""), h.NowNs);
        Hold(h, 20);
        Assert.Equal(LetGo, h.Controller.Reason);
    }

    [Fact]
    public void GateRefusesOnAndOn_WhileHeld_MovesOnlyAfterLettingGo()
    {
        var h = Moving();
        HoldBeyondLimits(h, times: 10);
        Hold(h, 30);
        Assert.True(h.Controller.IsHolding && h.Controller.Setpoint.IsAtRest, h.Controller.Reason);
        Assert.Equal(LetGo, h.Controller.Reason);
        h.Decide(DecisionKind.Release);
        Hold(h, 5);
        Assert.True(h.Moves, h.Controller.Reason);
    }

    [Fact]
    public void GateRefusesThreeTimes_WhileHeld_MovesOnlyAfterLettingGo()
    {
        var h = Moving();
        for (var k = 0; k < 3; k++)
        {
            HoldBeyondLimits(h, times: 1);
            Hold(h, 5);
        }

        Assert.Equal(LetGo, h.Controller.Reason);
    }

    [Fact]
    public void GateRefusesOnceForAMoment_WhileHeld_GoesOn()
    {
        var h = Moving();
        var refused = h.Controller.Counts.Refused;
        HoldBeyondLimits(h, times: 1);
        Assert.True(h.Controller.Counts.Refused > refused);
        Hold(h, 30);
        Assert.True(h.Moves && !h.Controller.IsHolding, h.Controller.Reason);
    }

    // Ten milliseconds each of advice that goes ten metres in half a second: too far for one command.
    private static void HoldBeyondLimits(ControllerHarness h, int times)
    {
        for (var k = 0; k < times; k++)
        {
            h.Controller.Offer(h.Suggestion(stepM: 10), h.NowNs);
            h.Decide(DecisionKind.Hold);
            h.Run(10);
        }
    }

    private static void Lose(ControllerHarness h, string what)
    {
        switch (what)
        {
            case "engine":
                for (var k = 0; k < 40; k++)
                {
                    h.Decide(DecisionKind.Hold);
                    h.Run(10);
                }

                break;
            case "broker":
                h.Controller.SetConnected(false);
                h.Run(100);
                h.Controller.SetConnected(true);
                break;
            case "clock":
                h.SetClock(5_000_000_000);
                break;
            case "holds":
                for (var k = 0; k < 30; k++)
                {
                    h.Offer();
                    h.Run(10);
                }

                break;
            default:
                h.Run(600);
                h.Engine = "engine-2";
                break;
        }
    }

    private static ControllerHarness Moving()
    {
        var h = new ControllerHarness();
        Hold(h, 10);
        Assert.True(h.Moves, h.Controller.Reason);
        return h;
    }

    private static void Hold(ControllerHarness h, int times)
    {
        for (var k = 0; k < times; k++)
        {
            h.Offer();
            h.Decide(DecisionKind.Hold);
            h.Run(10);
        }
    }
}
