using System.Globalization;

namespace SurgicalAI.App.Plots;

/// <summary>A line of a <see cref="UnitPlot"/>.</summary>
/// <param name="Name">Name in the key.</param>
/// <param name="Colour">SVG colour.</param>
/// <param name="Points">In the order in which they are joined; y between 0 and 1.</param>
internal sealed record UnitLine(string Name, string Colour, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Lines whose y goes from 0 to 1.</summary>
internal sealed record UnitPlot(string Title, string XName, string YName, double MaxX, IReadOnlyList<UnitLine> Lines)
{
    private const double Left = 60, Right = 150, Top = 14, Bottom = 50, Width = 620, Height = 360;

    /// <summary>Whether the diagonal is drawn: where x and y are equal.</summary>
    public bool Diagonal { get; init; }

    /// <summary>Colours that can be told apart, for lines in turn.</summary>
    public static IReadOnlyList<string> Colours { get; } = ["#1f6fb4", "#c2410c", "#15803d", "#a21caf", "#475569", "#ca9a04"];

    /// <summary>The plot as SVG.</summary>
    public string Draw()
    {
        var svg = new SvgCanvas(Width, Height, Title);
        Grid(svg);
        if (Diagonal)
        {
            svg.Line(X(0), Y(0), X(MaxX), Y(1), "#888", 1, "5 4");
        }

        for (var i = 0; i < Lines.Count; i++)
        {
            var points = Lines[i].Points.Select(p => (X(p.X), Y(p.Y))).ToArray();
            svg.Polyline(points, Lines[i].Colour);
            Array.ForEach(points, p => svg.Dot(p.Item1, p.Item2, 3.5, Lines[i].Colour));
            svg.Text(Width - Right + 14, Top + 16 + (20 * i), Lines[i].Name, colour: Lines[i].Colour);
        }

        return svg.ToString();
    }

    private void Grid(SvgCanvas svg)
    {
        for (var tick = 0; tick <= 5; tick++)
        {
            var (x, y) = (X(MaxX * tick / 5), Y(tick / 5.0));
            svg.Line(x, Top, x, Height - Bottom, "#e3e6e8");
            svg.Line(Left, y, Width - Right, y, "#e3e6e8");
            svg.Text(x, Height - Bottom + 18, (MaxX * tick / 5).ToString("0.##", CultureInfo.InvariantCulture), "middle");
            svg.Text(Left - 8, y + 4, (tick / 5.0).ToString("F1", CultureInfo.InvariantCulture), "end");
        }

        svg.Text((Left + Width - Right) / 2, Height - 12, XName, "middle");
        svg.Text(Left, Top - 2, YName);
    }

    private double X(double value) => Left + ((Width - Left - Right) * value / MaxX);

    private static double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * value);
}
