using System.Text.Json;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Kinematics;

/// <summary>One JSON object with its place in the file, so that a missing field is a clear line and not a default.</summary>
internal readonly record struct Fields(string Where, JsonElement Element)
{
    public string Text(string name) => Of(name, JsonValueKind.String).GetString() ?? "";

    public double Number(string name)
    {
        var value = Of(name, JsonValueKind.Number).GetDouble();
        return double.IsFinite(value) ? value : throw new UserErrorException($"{Where}: '{name}' is not finite.");
    }

    public Fields Child(string name) => new($"{Where}.{name}", Of(name, JsonValueKind.Object));

    public List<Fields> List(string name, int count)
    {
        var where = Where;
        var items = Of(name, JsonValueKind.Array).EnumerateArray().Select((e, i) => new Fields($"{where}.{name}[{i}]", e)).ToList();
        return items.Count == count ? items : throw new UserErrorException($"{Where}: '{name}' has {items.Count} entries, expected {count}.");
    }

    public double[] Matrix3(string name)
    {
        var rows = List(name, 3);
        var values = rows.SelectMany(r => r.Element.EnumerateArray()).Select(e => e.GetDouble()).ToArray();
        return values.Length == 9 ? values : throw new UserErrorException($"{Where}: '{name}' is not 3 x 3.");
    }

    private JsonElement Of(string name, JsonValueKind kind)
    {
        if (Element.ValueKind != JsonValueKind.Object || !Element.TryGetProperty(name, out var value))
        {
            throw new UserErrorException($"{Where}: field '{name}' is missing.");
        }

        return value.ValueKind == kind
            ? value
            : throw new UserErrorException($"{Where}: field '{name}' is a {value.ValueKind}, expected a {kind}.");
    }
}
