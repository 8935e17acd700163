using CsCheck;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Pipeline.Arms;

namespace SurgicalAI.Tests.Pipeline;

public sealed class ToolHistoryTests
{
    private const long Window = 60 * Si.MsNs;

    [Fact]
    public void At_BetweenTwo_Interpolates() => Gen.Double[0, 1].Sample(fraction =>
    {
        var history = With((1_000_000_000, 0.0, 0.2), (1_010_000_000, 0.1, 0.4));
        var state = history.At(1_000_000_000 + (long)(fraction * 10_000_000), Window).Value;
        Assert.Equal(0.1 * fraction, state.T_ecm_tool.P.X, 1e-7);
        Assert.Equal(0.2 + (0.2 * fraction), state.JawRad, 1e-7);
    });

    [Theory]
    [InlineData(940, true)]
    [InlineData(939, false)]
    [InlineData(1070, true)]
    [InlineData(1071, false)]
    public void At_OutsideTheHistory_NearestWithinTheWindow(long atMs, bool found)
    {
        var outcome = With((1_000 * Si.MsNs, 0, 0), (1_010 * Si.MsNs, 1, 0)).At(atMs * Si.MsNs, Window);
        Assert.Equal(found, outcome.Ok);
        Assert.Equal(found ? FaultCode.None : FaultCode.PeerSilent, outcome.Fault.Code);
        Assert.True(!found || outcome.Value.T_ecm_tool.P.X == (atMs > 1_000 ? 1 : 0));
    }

    [Fact]
    public void At_GapInTheHistory_NotBridged()
    {
        var history = With((1_000 * Si.MsNs, 0, 0), (2_000 * Si.MsNs, 1, 0));
        Assert.False(history.At(1_500 * Si.MsNs, Window).Ok);
        Assert.Equal(0, history.At(1_050 * Si.MsNs, Window).Value.T_ecm_tool.P.X);
    }

    [Fact]
    public void Add_InvalidOrOldStamp_IsNoNews()
    {
        var history = With((1_000 * Si.MsNs, 5, 0));
        var version = history.Version;
        history.Add(new CartesianStateMessage(new(0, 2, "s"), default));
        history.Add(new CartesianStateMessage(new(999 * Si.MsNs, 3, "s"), default));
        Assert.Equal(version, history.Version);
        Assert.Equal(5, history.At(1_000 * Si.MsNs, Window).Value.T_ecm_tool.P.X);
    }

    [Fact]
    public void At_AfterClear_Nothing()
    {
        var history = With((1_000 * Si.MsNs, 5, 0));
        history.Clear();
        Assert.False(history.At(1_000 * Si.MsNs, Window).Ok);
    }

    [Fact]
    public void At_ManyMeasurements_FindsTheNewestOnes()
    {
        var history = With([.. Enumerable.Range(1, 1_000).Select(i => (i * 10 * Si.MsNs, (double)i, 0.0))]);
        Assert.Equal(995.5, history.At((9_955 * Si.MsNs), Window).Value.T_ecm_tool.P.X, 1e-9);
        Assert.False(history.At(100 * Si.MsNs, Window).Ok);
    }

    private static ToolHistory With(params (long StampNs, double X, double JawRad)[] states)
    {
        var history = new ToolHistory();
        var sequence = 0;
        foreach (var (stampNs, x, jaw) in states)
        {
            var header = new Header(stampNs, ++sequence, "s");
            history.Add(new CartesianStateMessage(header, new(Rotation.Identity, new(x, 0, 0))));
            history.Add(new JawStateMessage(header, jaw, 0));
        }

        return history;
    }
}
