using System.Text.Json;
using System.Text.Json.Nodes;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>What <c>meta/info.json</c> says.</summary>
/// <param name="Options">Task, robot, rate and picture size.</param>
/// <param name="Episodes">Number of finished episodes.</param>
/// <param name="Frames">Number of their frames.</param>
public sealed record DatasetInfo(DatasetOptions Options, int Episodes, long Frames)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Reads the description of a data set.</summary>
    /// <param name="directory">Root of the data set.</param>
    /// <exception cref="UserErrorException">There is none, or it is not one that this project wrote.</exception>
    public static DatasetInfo Read(string directory)
    {
        var path = LeRobotLayout.Info(directory);
        if (!File.Exists(path))
        {
            throw new UserErrorException($"{path}: not found, so this is no data set; record one with './run.sh collect --out {directory}'.");
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Parse(json.RootElement, directory);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new UserErrorException($"{path}: not a data set of demonstrations in LeRobot {LeRobotLayout.Version} form ({e.Message}); record it anew.", e);
        }
    }

    internal void Write(string directory)
    {
        var chunks = (Episodes + LeRobotLayout.ChunkSize - 1) / LeRobotLayout.ChunkSize;
        var info = new JsonObject
        {
            ["codebase_version"] = LeRobotLayout.Version,
            ["robot_type"] = Options.RobotType,
            ["total_episodes"] = Episodes,
            ["total_frames"] = Frames,
            ["total_tasks"] = 1,
            ["total_videos"] = Episodes * (Options.Stereo ? 2 : 1),
            ["total_chunks"] = chunks,
            ["chunks_size"] = LeRobotLayout.ChunkSize,
            ["fps"] = Options.RateHz,
            ["splits"] = new JsonObject { ["train"] = $"0:{Episodes}" },
            ["data_path"] = LeRobotLayout.DataPath,
            ["video_path"] = LeRobotLayout.VideoPath,
            ["features"] = Features(),
        };
        AtomicFile.Write(LeRobotLayout.Info(directory), info.ToJsonString(s_indented));
    }

    private static DatasetInfo Parse(JsonElement json, string directory)
    {
        var version = json.GetProperty("codebase_version").GetString();
        if (version != LeRobotLayout.Version)
        {
            throw new FormatException($"version is {version}");
        }

        var features = json.GetProperty("features");
        Require(features, LeRobotLayout.State);
        Require(features, LeRobotLayout.Action);
        var shape = features.GetProperty(LeRobotLayout.VideoKeys[0]).GetProperty("shape");
        var options = new DatasetOptions
        {
            Task = FirstTask(directory),
            RobotType = json.GetProperty("robot_type").GetString() ?? string.Empty,
            RateHz = json.GetProperty("fps").GetInt32(),
            HeightPx = shape[0].GetInt32(),
            WidthPx = shape[1].GetInt32(),
            Stereo = features.TryGetProperty(LeRobotLayout.VideoKeys[1], out _),
        };
        options.Validate();
        return new(options, json.GetProperty("total_episodes").GetInt32(), json.GetProperty("total_frames").GetInt64());
    }

    private static void Require(JsonElement features, string name)
    {
        var length = features.GetProperty(name).GetProperty("shape")[0].GetInt32();
        if (length != LeRobotLayout.PoseLength)
        {
            throw new FormatException($"'{name}' has {length} numbers, not {LeRobotLayout.PoseLength}");
        }
    }

    private static string FirstTask(string directory)
    {
        var path = LeRobotLayout.Tasks(directory);
        if (!File.Exists(path))
        {
            throw new UserErrorException($"{path}: not found; the data set is incomplete, copy it again or record it anew.");
        }

        using var json = JsonDocument.Parse(File.ReadLines(path).First());
        return json.RootElement.GetProperty("task").GetString() ?? string.Empty;
    }

    private JsonObject Features()
    {
        var features = new JsonObject
        {
            [LeRobotLayout.State] = Vector(LeRobotLayout.StateNames),
            [LeRobotLayout.Action] = Vector(LeRobotLayout.ActionNames),
        };
        foreach (var key in LeRobotLayout.VideoKeys.Take(Options.Stereo ? 2 : 1))
        {
            features[key] = Video();
        }

        features["timestamp"] = Scalar("float32");
        foreach (var name in (string[])["frame_index", "episode_index", "index", "task_index"])
        {
            features[name] = Scalar("int64");
        }

        features[LeRobotLayout.Success] = Scalar("bool");
        return features;
    }

    private static JsonObject Vector(string[] names) => new()
    {
        ["dtype"] = "float32",
        ["shape"] = new JsonArray(names.Length),
        ["names"] = new JsonArray([.. names.Select(n => (JsonNode)n)]),
    };

    private static JsonObject Scalar(string dtype) => new() { ["dtype"] = dtype, ["shape"] = new JsonArray(1), ["names"] = null };

    private JsonObject Video() => new()
    {
        ["dtype"] = "video",
        ["shape"] = new JsonArray(Options.HeightPx, Options.WidthPx, 3),
        ["names"] = new JsonArray("height", "width", "channels"),
        ["info"] = new JsonObject
        {
            ["video.fps"] = Options.RateHz, ["video.height"] = Options.HeightPx, ["video.width"] = Options.WidthPx,
            ["video.channels"] = 3, ["video.codec"] = "mpeg4", ["video.pix_fmt"] = "yuv420p",
            ["video.is_depth_map"] = false, ["has_audio"] = false,
        },
    };
}
