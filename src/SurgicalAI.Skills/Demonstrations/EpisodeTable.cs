using System.Text.Json.Nodes;
using Parquet;
using Parquet.Schema;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>One episode's columns, as they stand in its parquet file (one row group).</summary>
internal sealed class EpisodeTable
{
    private static readonly string[] Scalars = ["timestamp", "frame_index", "episode_index", "index", "task_index", LeRobotLayout.Success];

    public List<float> State { get; init; } = [];

    public List<float> Action { get; init; } = [];

    public int Rows => State.Count / LeRobotLayout.PoseLength;

    public bool Success { get; init; }

    public float[] TimestampS { get; init; } = [];

    /// <summary>Writes the file.</summary>
    /// <param name="path">File, replaced.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="episode">Episode's number.</param>
    /// <param name="firstIndex">Number of its first frame in the whole data set.</param>
    public void Write(string path, int rateHz, int episode, long firstIndex)
    {
        using var stream = File.Create(path);
        WriteAsync(stream, rateHz, episode, firstIndex).GetAwaiter().GetResult();
    }

    public static EpisodeTable Read(string path)
    {
        using var stream = File.OpenRead(path);
        return ReadAsync(stream).GetAwaiter().GetResult();
    }

    private static ParquetSchema Schema() => new(
        List(LeRobotLayout.State), List(LeRobotLayout.Action), new DataField<float>("timestamp", false),
        new DataField<long>("frame_index", false), new DataField<long>("episode_index", false), new DataField<long>("index", false),
        new DataField<long>("task_index", false), new DataField<bool>(LeRobotLayout.Success, false));

    private static ListField List(string name) => new(name, new DataField<float>("element", false));

    private async Task WriteAsync(Stream stream, int rateHz, int episode, long firstIndex)
    {
        var schema = Schema();
        var fields = schema.GetDataFields();
        await using var writer = await ParquetWriter.CreateAsync(schema, stream).ConfigureAwait(false);
        writer.CustomMetadata = new Dictionary<string, string> { ["huggingface"] = HuggingFaceFeatures() };
        using var group = writer.CreateRowGroup();
        await WriteVectors(group, fields[0], State).ConfigureAwait(false);
        await WriteVectors(group, fields[1], Action).ConfigureAwait(false);
        await group.WriteAsync<float>(fields[2], Column(i => (float)(i / (double)rateHz))).ConfigureAwait(false);
        await group.WriteAsync<long>(fields[3], Column(i => (long)i)).ConfigureAwait(false);
        await group.WriteAsync<long>(fields[4], Column(_ => (long)episode)).ConfigureAwait(false);
        await group.WriteAsync<long>(fields[5], Column(i => firstIndex + i)).ConfigureAwait(false);
        await group.WriteAsync<long>(fields[6], Column(_ => 0L)).ConfigureAwait(false);
        await group.WriteAsync<bool>(fields[7], Column(i => Success && i == Rows - 1)).ConfigureAwait(false);
    }

    private T[] Column<T>(Func<int, T> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    // Each row is one list: repetition level 0 starts it, 1 continues it; all values are present.
    private static async Task WriteVectors(ParquetRowGroupWriter group, DataField field, List<float> values)
    {
        var defined = new int[values.Count];
        var repeated = new int[values.Count];
        Array.Fill(defined, field.MaxDefinitionLevel);
        for (var i = 0; i < repeated.Length; i++)
        {
            repeated[i] = i % LeRobotLayout.PoseLength == 0 ? 0 : 1;
        }

        await group.WriteAllPartsAsync<float>(field, values.ToArray(), defined, repeated, CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<EpisodeTable> ReadAsync(Stream stream)
    {
        await using var reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        using var group = reader.OpenRowGroupReader(0);
        var rows = checked((int)group.RowCount);
        var fields = reader.Schema.GetDataFields();
        var timestamps = new float[rows];
        var success = new bool[rows];
        await group.ReadAsync<float>(Field(fields, "timestamp"), timestamps).ConfigureAwait(false);
        await group.ReadAsync<bool>(Field(fields, LeRobotLayout.Success), success).ConfigureAwait(false);
        return new EpisodeTable
        {
            State = await ReadVectors(group, Field(fields, LeRobotLayout.State), rows).ConfigureAwait(false),
            Action = await ReadVectors(group, Field(fields, LeRobotLayout.Action), rows).ConfigureAwait(false),
            TimestampS = timestamps,
            Success = rows > 0 && success[^1],
        };
    }

    private static DataField Field(DataField[] fields, string name) =>
        Array.Find(fields, f => f.Path.FirstPart == name) ?? throw new InvalidDataException($"column '{name}' is missing");

    private static async Task<List<float>> ReadVectors(ParquetRowGroupReader group, DataField field, int rows)
    {
        var count = group.GetMetadata(field)?.MetaData?.NumValues ?? 0;
        if (count != (long)rows * LeRobotLayout.PoseLength)
        {
            throw new InvalidDataException($"column '{field.Path.FirstPart}' holds {count} numbers for {rows} frames, not {LeRobotLayout.PoseLength} each");
        }

        float[] values = new float[count];
        int[] defined = new int[count], repeated = new int[count];
        await group.ReadRawAsync<float>(field, values, defined, repeated).ConfigureAwait(false);
        return [.. values];
    }

    // What Hugging Face's loader reads the column types from; without it the lists would have no fixed length.
    private static string HuggingFaceFeatures()
    {
        var features = new JsonObject();
        foreach (var name in (string[])[LeRobotLayout.State, LeRobotLayout.Action])
        {
            features[name] = new JsonObject
            {
                ["feature"] = Value("float32"), ["length"] = LeRobotLayout.PoseLength, ["_type"] = "Sequence",
            };
        }

        foreach (var name in Scalars)
        {
            features[name] = Value(name == "timestamp" ? "float32" : name == LeRobotLayout.Success ? "bool" : "int64");
        }

        return new JsonObject { ["info"] = new JsonObject { ["features"] = features } }.ToJsonString();
    }

    private static JsonObject Value(string dtype) => new() { ["dtype"] = dtype, ["_type"] = "Value" };
}
