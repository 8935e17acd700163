using System.Globalization;
using System.Text;
using SurgicalAI.Core.Files;

namespace SurgicalAI.App.Plots;

/// <summary>A point of a plot, with the words beside it.</summary>
internal readonly record struct PlotPoint(double X, double Y, string Label);

/// <summary>A line of points.</summary>
/// <param name="Name">Name in the key.</param>
/// <param name="Colour">SVG colour.</param>
/// <param name="Points">In the order in which they are joined.</param>
internal sealed record PlotSeries(string Name, string Colour, IReadOnlyList<PlotPoint> Points);

/// <summary>A level across the plot, such as real time.</summary>
internal sealed record PlotLevel(string Name, double Y);

/// <summary>Both axes logarithmic, as a plain SVG file: what a cost does when a size grows.</summary>
internal sealed record LogPlot(
    string Title, string XName, string YName, IReadOnlyList<PlotSeries> Series, IReadOnlyList<PlotLevel> Levels)
{
    private const double Width = 760, Height = 460, Left = 84, Right = 24, Top = 48, Bottom = 62;

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Write(FileInfo file) => AtomicFile.Write(file.FullName, ToSvg());

    /// <summary>The plot as SVG.</summary>
    public string ToSvg()
    {
        var points = Series.SelectMany(s => s.Points).ToArray();
        var x = Axis.Over(points.Select(p => p.X), Left, Width - Right);
        var y = Axis.Over(points.Select(p => p.Y).Concat(Levels.Select(l => l.Y)), Height - Bottom, Top);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="14">
            <rect width="100%" height="100%" fill="#ffffff"/>
            <text x="{Width / 2}" y="28" text-anchor="middle" font-size="17" font-weight="600">{Escape(Title)}</text>

            """);
        AddGrid(svg, x, y);
        AddLevels(svg, y);
        for (var i = 0; i < Series.Count; i++)
        {
            AddSeries(svg, Series[i], x, y, i);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private void AddGrid(StringBuilder svg, Axis x, Axis y)
    {
        foreach (var value in x.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{x.At(value):F1}" y1="{Top}" x2="{x.At(value):F1}" y2="{Height - Bottom}" stroke="#e3e6e8"/><text x="{x.At(value):F1}" y="{Height - Bottom + 20}" text-anchor="middle" fill="#444">{Short(value)}</text>{"\n"}""");
        }

        foreach (var value in y.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Left}" y1="{y.At(value):F1}" x2="{Width - Right}" y2="{y.At(value):F1}" stroke="#e3e6e8"/><text x="{Left - 8}" y="{y.At(value) + 5:F1}" text-anchor="end" fill="#444">{Short(value)}</text>{"\n"}""");
        }

        svg.Append(CultureInfo.InvariantCulture, $"""
            <rect x="{Left}" y="{Top}" width="{Width - Left - Right}" height="{Height - Top - Bottom}" fill="none" stroke="#777"/>
            <text x="{(Left + Width - Right) / 2}" y="{Height - 16}" text-anchor="middle">{Escape(XName)}</text>
            <text transform="translate(22 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle">{Escape(YName)}</text>

            """);
    }

    private void AddLevels(StringBuilder svg, Axis y)
    {
        foreach (var level in Levels)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Left}" y1="{y.At(level.Y):F1}" x2="{Width - Right}" y2="{y.At(level.Y):F1}" stroke="#b33" stroke-dasharray="6 4"/><text x="{Left + 8}" y="{y.At(level.Y) - 6:F1}" fill="#b33">{Escape(level.Name)}</text>{"\n"}""");
        }
    }

    private static void AddSeries(StringBuilder svg, PlotSeries series, Axis x, Axis y, int number)
    {
        var path = string.Join(' ', series.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{x.At(p.X):F1},{y.At(p.Y):F1}")));
        svg.Append(CultureInfo.InvariantCulture, $"""<polyline points="{path}" fill="none" stroke="{series.Colour}" stroke-width="2.5"/>{"\n"}""");
        foreach (var p in series.Points)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x.At(p.X):F1}" cy="{y.At(p.Y):F1}" r="4.5" fill="{series.Colour}"/><text x="{x.At(p.X) + 9:F1}" y="{y.At(p.Y) + 17:F1}" fill="#333">{Escape(p.Label)}</text>{"\n"}""");
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Width - Right - 10}" y="{Height - Bottom - 14 - (20 * number)}" text-anchor="end" fill="{series.Colour}" font-weight="600">{Escape(series.Name)}</text>{"\n"}""");
    }

    private static string Short(double value) => value >= 1e6 ? $"{value / 1e6:0.##}M" : value >= 1e3 ? $"{value / 1e3:0.##}k" : $"{value:0.##}";

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    // Decades with 1, 2 and 5 in between, laid over a stretch of the picture with a little room on both sides.
    private sealed record Axis(double Low, double High, double From, double To)
    {
        private const double Room = 0.16;

        public IEnumerable<double> Ticks
        {
            get
            {
                for (var decade = Math.Floor(Math.Log10(Low)); decade <= Math.Log10(High); decade++)
                {
                    foreach (var value in new[] { 1.0, 2, 5 }.Select(m => m * Math.Pow(10, decade)).Where(v => v >= Low && v <= High))
                    {
                        yield return value;
                    }
                }
            }
        }

        public static Axis Over(IEnumerable<double> values, double from, double to)
        {
            var logs = values.Where(v => v > 0).Select(Math.Log10).DefaultIfEmpty(0).ToArray();
            return new(Math.Pow(10, logs.Min() - Room), Math.Pow(10, logs.Max() + Room), from, to);
        }

        public double At(double value) => From + ((To - From) * Math.Log10(value / Low) / Math.Log10(High / Low));
    }
}
