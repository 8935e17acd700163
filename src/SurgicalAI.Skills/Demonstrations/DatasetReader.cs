using System.Text.Json;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>Reads a data set in the form that <see cref="DatasetWriter"/> writes, and checks that its counts agree.</summary>
public sealed class DatasetReader
{
    private readonly string _root;
    private readonly IVideoCodec _codec;
    private readonly int[] _lengths;

    private DatasetReader(string root, DatasetInfo info, int[] lengths, IVideoCodec codec)
    {
        (_root, Info, _lengths, _codec) = (root, info, lengths, codec);
    }

    /// <summary>What the data set holds.</summary>
    public DatasetInfo Info { get; }

    /// <summary>Number of episodes.</summary>
    public int Episodes => _lengths.Length;

    /// <summary>Directory of the data set.</summary>
    public string Directory => _root;

    /// <summary>Opens a data set and checks its index and that every episode's files are there.</summary>
    /// <param name="directory">Root.</param>
    /// <param name="codec">Reads the video files.</param>
    /// <exception cref="UserErrorException">A file is missing or damaged; the message names it.</exception>
    public static DatasetReader Open(string directory, IVideoCodec codec)
    {
        var info = DatasetInfo.Read(directory);
        var lengths = Lengths(directory, info);
        for (var episode = 0; episode < lengths.Length; episode++)
        {
            CheckFiles(directory, info, episode);
        }

        return new(directory, info, lengths, codec);
    }

    /// <summary>Frames of an episode.</summary>
    public int Length(int episode) => _lengths[episode];

    /// <summary>Reads an episode without its pictures.</summary>
    /// <exception cref="UserErrorException">Its table is damaged or does not agree with the index.</exception>
    public DemonstrationEpisode Read(int episode)
    {
        var path = LeRobotLayout.Data(_root, episode);
        var table = Table(path);
        if (table.Rows != _lengths[episode] || table.TimestampS.Length != table.Rows || table.Action.Count != table.State.Count)
        {
            throw Damaged(path, $"holds {table.Rows} frames where the index says {_lengths[episode]}");
        }

        var state = table.State.ToArray();
        var action = table.Action.ToArray();
        var steps = new DemonstrationStep[table.Rows];
        for (var i = 0; i < steps.Length; i++)
        {
            var range = new Range(i * LeRobotLayout.PoseLength, (i + 1) * LeRobotLayout.PoseLength);
            steps[i] = LeRobotLayout.Step(table.TimestampS[i], state.AsSpan(range), action.AsSpan(range));
            CheckFinite(steps[i], path, i);
        }

        return new(episode, Info.Options.Task, table.Success, steps);
    }

    /// <summary>Reads an episode's pictures in order; each frame is disposed by the caller.</summary>
    /// <exception cref="UserErrorException">A video holds another number of frames than the index says.</exception>
    public IEnumerable<StereoFrame> ReadPictures(int episode)
    {
        using var left = Pictures(episode, 0).GetEnumerator();
        using var right = Info.Options.Stereo ? Pictures(episode, 1).GetEnumerator() : null;
        for (var i = 0; i < _lengths[episode]; i++)
        {
            var picture = Next(left, episode, 0, i);
            StereoFrame frame;
            try
            {
                frame = new StereoFrame(picture, right is null ? null : Next(right, episode, 1, i));
            }
            catch
            {
                picture.Dispose();
                throw;
            }

            yield return frame;
        }
    }

    private static int[] Lengths(string root, DatasetInfo info)
    {
        var path = LeRobotLayout.Episodes(root);
        var lines = File.Exists(path) ? File.ReadLines(path).Take(info.Episodes).ToArray() : [];
        if (lines.Length < info.Episodes)
        {
            throw Damaged(path, $"lists {lines.Length} episodes where info.json says {info.Episodes}");
        }

        var lengths = lines.Select((line, i) => Length(path, line, i)).ToArray();
        return lengths.Sum(l => (long)l) == info.Frames
            ? lengths
            : throw Damaged(path, $"lists {lengths.Sum(l => (long)l)} frames where info.json says {info.Frames}");
    }

    private static int Length(string path, string line, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var index = json.RootElement.GetProperty("episode_index").GetInt32();
            var length = json.RootElement.GetProperty("length").GetInt32();
            return index == number && length > 0 ? length : throw new FormatException($"episode {index} of {length} frames");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(path, $"line {number + 1}: {e.Message}");
        }
    }

    private static void CheckFiles(string root, DatasetInfo info, int episode)
    {
        Require(LeRobotLayout.Data(root, episode), episode);
        foreach (var key in LeRobotLayout.VideoKeys.Take(info.Options.Stereo ? 2 : 1))
        {
            Require(LeRobotLayout.Video(root, key, episode), episode);
        }
    }

    private static void Require(string path, int episode)
    {
        if (!File.Exists(path))
        {
            throw new UserErrorException($"{path}: not found, episode {episode} is incomplete; copy the data set again or record it anew.");
        }
    }

    private static EpisodeTable Table(string path)
    {
        try
        {
            return EpisodeTable.Read(path);
        }
        catch (Exception e) when (e is not UserErrorException)
        {
            throw Damaged(path, e.Message);
        }
    }

    private static void CheckFinite(in DemonstrationStep step, string path, int frame)
    {
        if (!step.Tool.T_ecm_tool.IsFinite || !step.T_ecm_setpoint.IsFinite || !double.IsFinite(step.Tool.JawRad + step.JawSetpointRad))
        {
            throw Damaged(path, $"frame {frame} holds a number that is not finite");
        }
    }

    private static UserErrorException Damaged(string path, string what) =>
        new($"{path}: {what}; the data set is damaged, copy it again or record it anew.");

    private IEnumerable<ImageLease> Pictures(int episode, int eye) =>
        _codec.Read(LeRobotLayout.Video(_root, LeRobotLayout.VideoKeys[eye], episode));

    private ImageLease Next(IEnumerator<ImageLease> pictures, int episode, int eye, int frame) => pictures.MoveNext()
        ? pictures.Current
        : throw Damaged(
            LeRobotLayout.Video(_root, LeRobotLayout.VideoKeys[eye], episode),
            $"ends after {frame} pictures where the index says {_lengths[episode]}");
}
