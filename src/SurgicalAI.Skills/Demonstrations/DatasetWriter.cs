using System.Text.Json.Nodes;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>
/// Writes demonstrations in the form of LeRobot's data set v2.1, one episode at a time. An episode is recorded beside the data
/// set and becomes part of it in one step, the replacement of <c>meta/info.json</c>: an interruption at any moment leaves a
/// valid data set of the finished episodes. Not thread-safe.
/// </summary>
public sealed class DatasetWriter : IDisposable
{
    private readonly string _root;
    private readonly IVideoCodec _codec;
    private readonly List<string> _episodes;
    private readonly List<string> _statistics;
    private EpisodeRecorder? _recording;
    private DatasetInfo _info;

    private DatasetWriter(string root, DatasetInfo info, IVideoCodec codec)
    {
        (_root, _info, _codec) = (root, info, codec);
        _episodes = Lines(LeRobotLayout.Episodes(root), info.Episodes);
        _statistics = Lines(LeRobotLayout.Statistics(root), info.Episodes);
    }

    /// <summary>What is written so far.</summary>
    public DatasetInfo Info => _info;

    private string Recording => Path.Combine(_root, ".recording");

    /// <summary>Opens a data set for writing: a new one, or one to which episodes are added.</summary>
    /// <param name="directory">Root; made if missing.</param>
    /// <param name="options">What the data set holds; an existing one must agree.</param>
    /// <param name="codec">Makes the video files.</param>
    /// <exception cref="UserErrorException">The directory holds something else, or a data set that does not agree.</exception>
    public static DatasetWriter Open(string directory, DatasetOptions options, IVideoCodec codec)
    {
        options.Validate();
        var root = Path.GetFullPath(directory);
        var exists = File.Exists(LeRobotLayout.Info(root));
        if (!exists && Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any(e => !IsLeftover(e)))
        {
            throw new UserErrorException($"{directory}: holds files but no data set; name an empty or new directory.");
        }

        var info = exists ? DatasetInfo.Read(root) : new DatasetInfo(options, 0, 0);
        if (info.Options != options)
        {
            throw new UserErrorException($"{directory}: holds a data set with other settings ({info.Options}); name another directory or use the same settings.");
        }

        var writer = new DatasetWriter(root, info, codec);
        writer.RemoveLeftovers();
        return writer;
    }

    /// <summary>Starts an episode; the one before must have been committed or disposed.</summary>
    /// <exception cref="InvalidOperationException">Another is being recorded.</exception>
    public EpisodeRecorder Begin()
    {
        if (_recording is not null)
        {
            throw new InvalidOperationException("Commit or dispose the episode that is being recorded first.");
        }

        return _recording = new EpisodeRecorder(this, Recording, _info.Options, _codec);
    }

    /// <summary>Throws an unfinished episode away.</summary>
    public void Dispose() => _recording?.Dispose();

    internal void Ended(EpisodeRecorder recorder) => _recording = _recording == recorder ? null : _recording;

    internal int Commit(EpisodeTable table, JsonObject statistics, Func<int, string> video, string parquet)
    {
        var episode = _info.Episodes;
        table.Write(parquet, _info.Options.RateHz, episode, _info.Frames);
        for (var eye = 0; eye < (_info.Options.Stereo ? 2 : 1); eye++)
        {
            Move(video(eye), LeRobotLayout.Video(_root, LeRobotLayout.VideoKeys[eye], episode));
        }

        Move(parquet, LeRobotLayout.Data(_root, episode));
        _episodes.Add(new JsonObject
        {
            ["episode_index"] = episode, ["tasks"] = new JsonArray(_info.Options.Task), ["length"] = table.Rows,
        }.ToJsonString());
        _statistics.Add(new JsonObject { ["episode_index"] = episode, ["stats"] = statistics }.ToJsonString());
        WriteLines(LeRobotLayout.Tasks(_root), [new JsonObject { ["task_index"] = 0, ["task"] = _info.Options.Task }.ToJsonString()]);
        WriteLines(LeRobotLayout.Statistics(_root), _statistics);
        WriteLines(LeRobotLayout.Episodes(_root), _episodes);
        _info = _info with { Episodes = episode + 1, Frames = _info.Frames + table.Rows };
        _info.Write(_root);
        return episode;
    }

    private static void WriteLines(string path, IEnumerable<string> lines) =>
        AtomicFile.Write(path, string.Concat(lines.Select(line => line + "\n")));

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to) ?? ".");
        File.Move(from, to, overwrite: true);
    }

    // Lines past the number of finished episodes are of one that was interrupted before its last step.
    private static List<string> Lines(string path, int count)
    {
        var lines = count > 0 && File.Exists(path) ? File.ReadLines(path).Take(count).ToList() : [];
        return lines.Count == count
            ? lines
            : throw new UserErrorException($"{path}: has {lines.Count} lines for {count} episodes; the data set is damaged, record it anew.");
    }

    private static bool IsLeftover(string entry) => Path.GetFileName(entry) is ".recording" or "meta" or "data" or "videos";

    private void RemoveLeftovers()
    {
        if (Directory.Exists(Recording))
        {
            Directory.Delete(Recording, recursive: true);
        }
    }
}
