using System.Text.Json.Nodes;

namespace SurgicalAI.Tests.Transport;

/// <summary>Reads the plain kind of YAML that docs/asyncapi.yaml is written in: blocks, lists, comments, and JSON in one line.</summary>
internal sealed class MiniYaml
{
    private readonly List<(int Indent, string Text)> _lines = [];
    private int _at;

    private MiniYaml(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var text = line.TrimStart();
            if (text.Length > 0 && text[0] != '#')
            {
                _lines.Add((line.Length - text.Length, text.TrimEnd()));
            }
        }
    }

    public static JsonNode Read(string path) => new MiniYaml(File.ReadLines(path)).Block(0);

    private JsonNode Block(int indent) => _lines[_at].Text.StartsWith("- ", StringComparison.Ordinal) ? List(indent) : Map(indent);

    private JsonArray List(int indent)
    {
        var list = new JsonArray();
        while (_at < _lines.Count && _lines[_at].Indent == indent && _lines[_at].Text.StartsWith("- ", StringComparison.Ordinal))
        {
            // "- key: value" is a map that begins two columns further in.
            _lines[_at] = (indent + 2, _lines[_at].Text[2..]);
            list.Add(Map(indent + 2));
        }

        return list;
    }

    private JsonObject Map(int indent)
    {
        var map = new JsonObject();
        while (_at < _lines.Count && _lines[_at].Indent == indent)
        {
            var text = _lines[_at++].Text;
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var value = text[(colon + 1)..].Trim();
            map.Add(text[..colon], value.Length == 0 ? Block(_lines[_at].Indent) : Scalar(value));
        }

        return map;
    }

    private static JsonNode? Scalar(string value) =>
        value[0] is '{' or '[' or '"' || char.IsAsciiDigit(value[0]) && !value.Contains('.') || value is "true" or "false"
            ? JsonNode.Parse(value)
            : JsonValue.Create(value);
}
