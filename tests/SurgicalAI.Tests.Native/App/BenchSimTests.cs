using System.Xml.Linq;
using SurgicalAI.App.Benchmarks;
using SurgicalAI.App.Plots;

namespace SurgicalAI.Tests.Native.App;

public sealed class BenchSimTests
{
    [Fact]
    public void Measure_TwoContenders_RunInTurnWithTheSameNumberOfSteps()
    {
        var runs = new List<string>();
        void Spend(string name, int steps)
        {
            runs.Add($"{name} {steps}");
            Thread.Sleep(steps > 1 ? 4 : 1);
        }

        var paces = new Contest(3, 0.01).Measure([new("a", n => Spend("a", n)), new("b", n => Spend("b", n))], CancellationToken.None);

        Assert.Equal(2, paces.Count);
        Assert.All(paces, pace => Assert.True(pace.Slowest <= pace.PerSecond && pace.PerSecond <= pace.Fastest && pace.Slowest > 0));
        var rounds = runs[^6..];
        Assert.Equal(["a", "b", "a", "b", "a", "b"], rounds.Select(r => r[..1]));
        Assert.Equal(2, rounds.Distinct().Count());
    }

    [Fact]
    public void ToSvg_PointsAndLevel_AreWhereTheyBelong()
    {
        PlotPoint[] points = [new(1000, 100, "a < b"), new(10000, 1000, "c")];
        var plot = new LogPlot("Cost & size", "size", "cost", [new("series", "#123456", points)], [new("limit", 316.2277660168379)]);

        var svg = XDocument.Parse(plot.ToSvg());

        XNamespace ns = "http://www.w3.org/2000/svg";
        var circles = svg.Descendants(ns + "circle").Select(c => (X: (double)c.Attribute("cx")!, Y: (double)c.Attribute("cy")!)).ToArray();
        Assert.Equal(2, circles.Length);
        Assert.True(circles[0].X < circles[1].X && circles[0].Y > circles[1].Y);
        var limit = svg.Descendants(ns + "line").Single(l => l.Attribute("stroke-dasharray") is not null);
        Assert.Equal((circles[0].Y + circles[1].Y) / 2, (double)limit.Attribute("y1")!, 0.2);
        Assert.Contains(svg.Descendants(ns + "text"), t => t.Value == "a < b");
        Assert.Contains(svg.Descendants(ns + "text"), t => t.Value == "10k");
    }
}
