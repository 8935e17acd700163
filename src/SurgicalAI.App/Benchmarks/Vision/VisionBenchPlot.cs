using SurgicalAI.App.Plots;

namespace SurgicalAI.App.Benchmarks.Vision;

/// <summary>Which share of the frames is done within a time.</summary>
internal static class VisionBenchPlot
{
    private const int Points = 40;
    private const double Last = 0.99;

    /// <summary>The plot as SVG.</summary>
    public static string Of(VisionTimes times)
    {
        (string Name, List<double> Times)[] all = [("engine", times.Full), ("network alone", times.Network), .. times.Peers];
        var lines = all.Select((c, i) => Line(c.Name.Split(' ')[0] is "network" ? c.Name : c.Name.Split(" and ")[0], c.Times, UnitPlot.Colours[i])).ToArray();
        return new UnitPlot("Time for a frame of 640x512", "ms", "share of frames", Math.Ceiling(lines.Max(l => l.Points[^1].X)), lines).Draw();
    }

    private static UnitLine Line(string name, List<double> times, string colour)
    {
        double[] sorted = [.. times.Order()];
        return new(name, colour, [.. Enumerable.Range(0, Points + 1).Select(i => Last * i / Points).Select(share => (sorted[(int)(share * (sorted.Length - 1))], share))]);
    }
}
