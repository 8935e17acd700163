using System.Text.Json;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Control.Kinematics;

/// <summary>One JSON object with its place in the file, so that a missing field is a clear line and not a default.</summary>
internal readonly record struct Fields(string Where, JsonElement Element)
{
    public UserErrorException Error(string what) => new($"{Where}: {what}.");

    public string Text(string name) => Of(name, JsonValueKind.String).GetString() ?? "";

    public double Number(string name) => Finite(Of(name, JsonValueKind.Number), name);

    public Fields Child(string name) => new($"{Where}.{name}", Of(name, JsonValueKind.Object));

    public List<Fields> List(string name, int count)
    {
        var where = Where;
        var items = Of(name, JsonValueKind.Array).EnumerateArray().Select((e, i) => new Fields($"{where}.{name}[{i}]", e)).ToList();
        return items.Count == count ? items : throw Error($"'{name}' has {items.Count} entries, expected {count}");
    }

    public IReadOnlyList<Fields> List(string name)
    {
        var where = Where;
        return [.. Of(name, JsonValueKind.Array).EnumerateArray().Select((e, i) => new Fields($"{where}.{name}[{i}]", e))];
    }

    /// <summary>Three numbers.</summary>
    public Vec3 Vector(string name)
    {
        var v = List(name, 3);
        return new(Finite(v[0].Element, name), Finite(v[1].Element, name), Finite(v[2].Element, name));
    }

    /// <summary>True or false; false when the field is missing.</summary>
    public bool Flag(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value)
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Error($"field '{name}' is not true or false"));

    /// <summary>A square matrix, row by row.</summary>
    public double[] Matrix(string name, int size)
    {
        var values = new List<double>();
        foreach (var row in List(name, size))
        {
            if (row.Element.ValueKind != JsonValueKind.Array || row.Element.GetArrayLength() != size)
            {
                throw Error($"'{name}' is not {size} x {size}");
            }

            values.AddRange(row.Element.EnumerateArray().Select(e => row.Finite(e, name)));
        }

        return [.. values];
    }

    private double Finite(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble())
        ? value.GetDouble()
        : throw Error($"'{name}' is not a finite number");

    private JsonElement Of(string name, JsonValueKind kind)
    {
        if (Element.ValueKind != JsonValueKind.Object || !Element.TryGetProperty(name, out var value))
        {
            throw Error($"field '{name}' is missing");
        }

        return value.ValueKind == kind ? value : throw Error($"field '{name}' is a {value.ValueKind}, expected a {kind}");
    }
}
