using System.Text.Json.Nodes;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>Running minimum, maximum, mean and standard deviation of the columns of one feature.</summary>
internal sealed class ColumnStatistics(int width)
{
    private readonly double[] _sum = new double[width];
    private readonly double[] _squares = new double[width];
    private readonly double[] _min = [.. Enumerable.Repeat(double.PositiveInfinity, width)];
    private readonly double[] _max = [.. Enumerable.Repeat(double.NegativeInfinity, width)];
    private readonly long[] _count = new long[width];

    public void Add(int column, double value)
    {
        _sum[column] += value;
        _squares[column] += value * value;
        _min[column] = Math.Min(_min[column], value);
        _max[column] = Math.Max(_max[column], value);
        _count[column]++;
    }

    public void AddRows(IReadOnlyList<float> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Add(i % width, values[i]);
        }
    }

    /// <summary>The statistics as LeRobot writes them.</summary>
    /// <param name="count">Number of samples told to the reader.</param>
    /// <param name="nested">True for pictures, whose numbers stand as channel x 1 x 1.</param>
    public JsonObject ToJson(int count, bool nested = false) => new()
    {
        ["min"] = Row(c => _min[c], nested),
        ["max"] = Row(c => _max[c], nested),
        ["mean"] = Row(Mean, nested),
        ["std"] = Row(c => Math.Sqrt(Math.Max(0, (_squares[c] / Math.Max(1, _count[c])) - (Mean(c) * Mean(c)))), nested),
        ["count"] = new JsonArray(count),
    };

    private double Mean(int column) => _sum[column] / Math.Max(1, _count[column]);

    private JsonArray Row(Func<int, double> value, bool nested)
    {
        var row = new JsonArray();
        for (var c = 0; c < width; c++)
        {
            row.Add(nested ? new JsonArray(new JsonArray(value(c))) : JsonValue.Create(value(c)));
        }

        return row;
    }
}
