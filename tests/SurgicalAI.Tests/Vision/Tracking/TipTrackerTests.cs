using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.Tests.Vision.Tracking;

public sealed class TipTrackerTests
{
    private const double Dt = 1 / 30.0;

    [Fact]
    public void Update_TwoToolsThatPassEachOther_KeepTheirNumbers()
    {
        var tracker = new TipTracker();
        var ids = new (int A, int B)[2];
        for (var i = 0; i <= 60; i++)
        {
            var (a, b) = (Tool(100 + (4 * i), 100), Tool(340 - (4 * i), 118));
            // The order of a map's tools means nothing.
            var tools = tracker.Update(i % 2 == 0 ? [a, b] : [b, a], Dt);
            if (i is 5 or 60)
            {
                ids[i / 60] = (Nearest(tools, a), Nearest(tools, b));
            }
        }

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0].A, ids[0].B);
    }

    [Fact]
    public void Update_ToolHiddenForAMoment_IsForetoldAndKeepsItsNumber()
    {
        var tracker = new TipTracker();
        for (var i = 0; i < 20; i++)
        {
            _ = tracker.Update([Tool(100 + (3 * i), 100)], Dt);
        }

        var id = tracker.Tools[0].Id;
        for (var i = 20; i < 26; i++)
        {
            var foretold = Assert.Single(tracker.Update([], Dt).ToArray());
            Assert.Equal(-1, foretold.Seen);
            Assert.InRange(foretold.Tip.XPx - (100 + (3 * i)), -4, 4);
        }

        Assert.Equal(id, tracker.Update([Tool(100 + (3 * 26), 100)], Dt)[0].Id);
    }

    [Fact]
    public void Update_ToolGone_IsDropped()
    {
        var tracker = new TipTracker();
        for (var i = 0; i < 5; i++)
        {
            _ = tracker.Update([Tool(100, 100)], Dt);
        }

        for (var i = 0; i < 20; i++)
        {
            _ = tracker.Update([], Dt);
        }

        Assert.Equal(0, tracker.Tools.Length);
    }

    [Fact]
    public void Update_SeenOnce_IsNotBelieved() => Assert.Equal(0, new TipTracker().Update([Tool(100, 100)], Dt).Length);

    [Fact]
    public void Update_ManyTools_AllocatesNothing()
    {
        var tracker = new TipTracker();
        SeenTool[] tools = [Tool(10, 10), Tool(80, 90), Tool(150, 30)];
        _ = tracker.Update(tools, Dt);
        Assert.Equal(0, AllocationMeter.Least(() => _ = tracker.Update(tools, Dt)));
    }

    private static int Nearest(ReadOnlySpan<TrackedTool> tools, SeenTool tool) => tools.ToArray().MinBy(t => (t.Tip - tool.Tip).Length).Id;

    private static SeenTool Tool(double x, double y) =>
        new(0, 1, new(x, y), new(x, y), new(x - 40, y), 40, 1, 1, true, new(1, 0), new(x - 80, y), 30, 4000);
}
