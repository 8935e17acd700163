using System.Globalization;
using System.Net;
using System.Text;

namespace SurgicalAI.App.Reports;

/// <summary>An HTML page in the making that needs nothing from the network. Words are escaped here, and only here.</summary>
internal sealed class HtmlText
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;color:#1c2430;max-width:1080px;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #d5dbe1;padding-bottom:.2rem}
        table{border-collapse:collapse;margin:.6rem 0}th,td{padding:.25rem .8rem;border-bottom:1px solid #e6eaee;text-align:right;font-variant-numeric:tabular-nums}
        th:first-child,td:first-child{text-align:left}th{font-weight:600;background:#f4f6f8}
        .pictures{display:flex;flex-wrap:wrap;gap:14px}figure{margin:0;max-width:480px}figure img{width:100%;display:block}figcaption{font-size:.85rem;color:#4a5563}
        .note{color:#4a5563;max-width:46rem}svg{max-width:100%;height:auto}
        """;

    private readonly StringBuilder _html = new();

    public HtmlText(string title)
    {
        _html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Escape(title)}</title>
            <style>{Style}</style></head><body>
            <h1>{Escape(title)}</h1>

            """);
    }

    /// <summary>A figure in a table: three decimals, a dash for none.</summary>
    public static string Figure(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "–";

    public void Heading(string text) => _html.Append(CultureInfo.InvariantCulture, $"<h2>{Escape(text)}</h2>\n");

    public void Note(string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Escape(text)}</p>\n");

    /// <summary>A drawing that is SVG already.</summary>
    public void Svg(string svg) => _html.Append(svg);

    public void Table(IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        _html.Append("<table><tr>").AppendJoin("", head.Select(h => $"<th>{Escape(h)}</th>")).Append("</tr>\n");
        foreach (var row in rows)
        {
            _html.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{Escape(c)}</td>")).Append("</tr>\n");
        }

        _html.Append("</table>\n");
    }

    public void List(IEnumerable<string> items) =>
        _html.Append("<ul>").AppendJoin("", items.Select(i => $"<li>{Escape(i)}</li>\n")).Append("</ul>\n");

    /// <summary>JPEGs with words below them, side by side.</summary>
    public void Pictures(IEnumerable<(byte[] Jpeg, string Caption)> pictures)
    {
        _html.Append("<div class=\"pictures\">\n");
        foreach (var (jpeg, caption) in pictures)
        {
            _html.Append("<figure><img alt=\"").Append(Escape(caption)).Append("\" src=\"data:image/jpeg;base64,").Append(Convert.ToBase64String(jpeg))
                .Append("\"><figcaption>").Append(Escape(caption)).Append("</figcaption></figure>\n");
        }

        _html.Append("</div>\n");
    }

    public override string ToString() => _html + "</body></html>\n";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
