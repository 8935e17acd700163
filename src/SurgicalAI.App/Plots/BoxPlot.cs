using System.Globalization;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.App.Plots;

/// <summary>Boxes of figures between 0 and 1, a row each: quartiles, median, whiskers from smallest to greatest, dot at the mean, tick at the 5th percentile.</summary>
internal static class BoxPlot
{
    private const double Left = 170, Right = 30, Row = 30, Top = 10, Bottom = 34, Width = 760;

    /// <summary>Draws; rows without values stay empty.</summary>
    public static string Draw(string title, IReadOnlyList<(string Name, Spread Spread)> rows)
    {
        var height = Top + (Row * rows.Count) + Bottom;
        var svg = new SvgCanvas(Width, height, title);
        for (var tick = 0; tick <= 10; tick += 2)
        {
            svg.Line(At(tick / 10.0), Top, At(tick / 10.0), height - Bottom, "#e3e6e8");
            svg.Text(At(tick / 10.0), height - 14, (tick / 10.0).ToString("F1", CultureInfo.InvariantCulture), "middle");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var y = Top + (Row * (i + 0.5));
            svg.Text(Left - 10, y + 4, $"{rows[i].Name} ({rows[i].Spread.Count})", "end");
            Box(svg, rows[i].Spread, y);
        }

        return svg.ToString();
    }

    private static void Box(SvgCanvas svg, Spread s, double y)
    {
        if (s.Count == 0)
        {
            return;
        }

        svg.Line(At(s.Min), y, At(s.Max), y, "#557");
        svg.Rectangle(At(s.P25), y - 9, At(s.P75) - At(s.P25), 18, "#bcd3ea", "#557");
        svg.Line(At(s.Median), y - 9, At(s.Median), y + 9, "#223", 2);
        svg.Line(At(s.P5), y - 6, At(s.P5), y + 6, "#b33", 2);
        svg.Dot(At(s.Mean), y, 3.5, "#223");
    }

    private static double At(double value) => Left + ((Width - Left - Right) * value);
}
