using System.Globalization;
using System.Net;
using System.Text;

namespace SurgicalAI.App.Plots;

/// <summary>Draws an SVG that stands inside an HTML page.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _svg = new();

    public SvgCanvas(double width, double height, string title)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" font-family="sans-serif" font-size="13">""");
        _svg.Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(title)}</title>\n");
    }

    public void Line(double x1, double y1, double x2, double y2, string colour, double widthPx = 1, string dashes = "none") =>
        _svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{x1:F1}" y1="{y1:F1}" x2="{x2:F1}" y2="{y2:F1}" stroke="{colour}" stroke-width="{widthPx}" stroke-dasharray="{dashes}"/>{"\n"}""");

    public void Rectangle(double x, double y, double width, double height, string fill, string stroke = "none") =>
        _svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x:F1}" y="{y:F1}" width="{width:F1}" height="{height:F1}" fill="{fill}" stroke="{stroke}"/>{"\n"}""");

    public void Dot(double x, double y, double radius, string colour) =>
        _svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x:F1}" cy="{y:F1}" r="{radius}" fill="{colour}"/>{"\n"}""");

    public void Polyline(IEnumerable<(double X, double Y)> points, string colour) =>
        _svg.Append(CultureInfo.InvariantCulture, $"""<polyline points="{string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:F1},{p.Y:F1}")))}" fill="none" stroke="{colour}" stroke-width="2"/>{"\n"}""");

    /// <summary>Writes words; the anchor (start, middle, end) is what of them lies at x.</summary>
    public void Text(double x, double y, string text, string anchor = "start", string colour = "#333") =>
        _svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x:F1}" y="{y:F1}" text-anchor="{anchor}" fill="{colour}">{WebUtility.HtmlEncode(text)}</text>{"\n"}""");

    public override string ToString() => _svg + "</svg>\n";
}
