using CsCheck;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.Tests.Vision.Tracking;

public sealed class ToolFinderTests
{
    [Fact]
    public void Find_AnyPose_GivesEndsAndAxis() =>
        Gen.Select(Gen.Double[130, 190], Gen.Double[100, 150], Gen.Double[0, 2 * Math.PI], Gen.Double[-0.5, 0.5], Gen.Double[0.5, 1.1]).Sample(
            (x, y, axis, bend, open) =>
            {
                var drawn = new DrawnTools(320, 256);
                var (first, second) = drawn.Tool(new(x, y), axis, bend, open);
                var tools = drawn.Find(new());
                var tool = Assert.Single(tools.ToArray());
                Assert.Equal(2, tool.Ends);
                Assert.True(Math.Min(Off(tool, first, second), Off(tool, second, first)) < 6, $"ends {tool.FirstEnd} {tool.SecondEnd}, drawn {first} {second}");
                Assert.InRange(tool.Axis.Dot(DrawnTools.Way(axis)), Math.Cos(0.02), 1);
                Assert.InRange(tool.WidthPx, (2 * DrawnTools.ShaftHalfPx) - 2, (2 * DrawnTools.ShaftHalfPx) + 3);
            },
            iter: 60);

    [Fact]
    public void Find_ClosedJaws_OneEnd()
    {
        var drawn = new DrawnTools(320, 256);
        var (end, _) = drawn.Tool(new(150, 120), 0.4, 0.2, 0);
        var tool = Assert.Single(drawn.Find(new()).ToArray());
        Assert.Equal(1, tool.Ends);
        Assert.InRange((tool.Tip - end).Length, 0, 3);
    }

    [Fact]
    public void Find_ShortPieceOfAWideShaft_AxisFollowsItsEdges()
    {
        // 20 px of a shaft of 27 px: its long way is across.
        var drawn = new DrawnTools(320, 256);
        _ = drawn.Tool(new(20, 128), 0.15, 0, 0.4);
        var tool = Assert.Single(drawn.Find(new()).ToArray());
        Assert.True(tool.HasAxis);
        Assert.InRange(tool.Axis.Dot(DrawnTools.Way(0.15)), Math.Cos(0.06), 1);
    }

    [Fact]
    public void Find_JawsBeyondTheBorder_NoTip()
    {
        var drawn = new DrawnTools(320, 256);
        _ = drawn.Tool(new(280, 128), 0, 0, 0);
        Assert.False(Assert.Single(drawn.Find(new()).ToArray()).HasTip);
    }

    [Fact]
    public void Find_JawsThatTouch_TwoTools()
    {
        var drawn = new DrawnTools(320, 256);
        var (left, _) = drawn.Tool(new(80, 120), 0, 0, 0);
        var (right, _) = drawn.Tool(new(228, 130), Math.PI, 0, 0);
        var tools = drawn.Find(new()).ToArray();
        Assert.Equal(2, tools.Length);
        Assert.All(tools, tool => Assert.InRange(Math.Min((tool.Tip - left).Length, (tool.Tip - right).Length), 0, 6));
        Assert.True(tools[0].Axis.Dot(tools[1].Axis) < -0.99);
    }

    [Fact]
    public void Find_ShaftsThatCross_TwoTools()
    {
        var drawn = new DrawnTools(320, 256);
        _ = drawn.Tool(new(200, 180), 0.7, 0, 0);
        _ = drawn.Tool(new(200, 70), -0.7, 0, 0);
        Assert.Equal(2, drawn.Find(new()).Length);
    }

    [Fact]
    public void Find_SomethingAcrossTheShaft_OneTool()
    {
        var drawn = new DrawnTools(320, 256);
        _ = drawn.Tool(new(200, 128), 0, 0, 0.5);
        drawn.Rod(new(150, 0), new(150, 255), 6, 6, 0);
        Assert.Single(drawn.Find(new()).ToArray());
    }

    [Theory]
    [InlineData("tip")]
    [InlineData("instrument")]
    public void Find_SetWithFewerParts_TheEndFurthestFromTheEntry(string name)
    {
        var drawn = new DrawnTools(320, 256);
        var (end, _) = drawn.Tool(new(150, 120), 0.3, 0, 0);
        var parts = name == "tip"
            ? new ToolParts(new([LabelDefinition.Of(0, "background"), LabelDefinition.Of(1, "shaft"), LabelDefinition.Of(2, "tip")]))
            : new ToolParts(LabelSet.Of("background", "instrument"));
        byte[] map = [.. drawn.Map.Select(v => name == "tip" ? Math.Min(v, (byte)2) : Math.Min(v, (byte)1))];
        var tool = Assert.Single(new ToolFinder().Find(map, 320, 256, parts, 320, 256).ToArray());
        Assert.Equal(1, tool.Ends);
        Assert.InRange((tool.Tip - end).Length, 0, 5);
    }

    [Fact]
    public void Find_MapSmallerThanThePicture_PointsOfThePicture()
    {
        var drawn = new DrawnTools(320, 192);
        var (end, _) = drawn.Tool(new(150, 90), 0, 0, 0);
        var tool = Assert.Single(new ToolFinder().Find(drawn.Map, 320, 192, DrawnTools.Parts, 640, 512).ToArray());
        Assert.InRange((tool.Tip - new ImagePoint(((end.XPx + 0.5) * 2) - 0.5, ((end.YPx + 0.5) * 512 / 192) - 0.5)).Length, 0, 6);
    }

    [Fact]
    public void Find_Specks_NoTools()
    {
        var drawn = new DrawnTools(320, 256);
        drawn.Rod(new(50, 50), new(58, 50), 3, 3, DrawnTools.Jaw);
        Assert.Equal(0, drawn.Find(new()).Length);
    }

    [Fact]
    public void Find_OneMapAfterTheOther_AllocatesNothing()
    {
        var drawn = new DrawnTools(320, 256);
        _ = drawn.Tool(new(80, 120), 0, 0, 0.3);
        _ = drawn.Tool(new(228, 130), Math.PI, 0, 0.6);
        var finder = new ToolFinder();
        _ = drawn.Find(finder);
        Assert.Equal(0, AllocationMeter.Least(() => _ = drawn.Find(finder)));
    }

    private static double Off(SeenTool tool, ImagePoint first, ImagePoint second) => Math.Max((tool.FirstEnd - first).Length, (tool.SecondEnd - second).Length);
}
