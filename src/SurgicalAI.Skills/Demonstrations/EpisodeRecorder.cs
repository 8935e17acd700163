using System.Text.Json.Nodes;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>
/// One episode while it is recorded. Nothing of it is part of the data set before <see cref="Commit"/>; disposing it before
/// that throws it away.
/// </summary>
public sealed class EpisodeRecorder : IDisposable
{
    private readonly DatasetWriter _owner;
    private readonly string _folder;
    private readonly EpisodeTable _table = new();
    private readonly IVideoWriter[] _videos;
    private readonly PictureStatistics[] _pictures;
    private bool _finished;

    internal EpisodeRecorder(DatasetWriter owner, string folder, DatasetOptions options, IVideoCodec codec)
    {
        (_owner, _folder) = (owner, folder);
        Directory.CreateDirectory(folder);
        var eyes = options.Stereo ? 2 : 1;
        _pictures = [.. Enumerable.Range(0, eyes).Select(_ => new PictureStatistics())];
        _videos = [.. Enumerable.Range(0, eyes).Select(e => codec.Create(VideoFile(e), options.WidthPx, options.HeightPx, options.RateHz))];
    }

    /// <summary>Frames so far.</summary>
    public int Frames => _table.Rows;

    /// <summary>Appends a frame; frames follow each other at the data set's rate.</summary>
    /// <param name="pictures">Pictures of the eyes (<see cref="PixelFormat.Bgr8"/>); not disposed here.</param>
    /// <param name="tool">Measured tool state at the frame.</param>
    /// <param name="T_ecm_setpoint">Setpoint commanded at the frame, meant for the next one.</param>
    /// <param name="jawSetpointRad">Jaw setpoint, rad.</param>
    /// <exception cref="ArgumentException">The right picture is missing, or a number is not finite.</exception>
    public void Add(StereoFrame pictures, in ToolState tool, in Pose<EcmFrame, ToolFrame> T_ecm_setpoint, double jawSetpointRad)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        if (!tool.T_ecm_tool.IsFinite || !T_ecm_setpoint.IsFinite || !double.IsFinite(tool.JawRad + jawSetpointRad))
        {
            throw new ArgumentException("A state or setpoint is not finite.", nameof(tool));
        }

        WritePicture(0, pictures.Left);
        if (_videos.Length > 1)
        {
            WritePicture(1, pictures.Right ?? throw new ArgumentException("The right picture is missing.", nameof(pictures)));
        }

        Span<float> row = stackalloc float[LeRobotLayout.PoseLength];
        LeRobotLayout.Write(tool.T_ecm_tool, tool.JawRad, row);
        _table.State.AddRange(row);
        LeRobotLayout.Write(T_ecm_setpoint, jawSetpointRad, row);
        _table.Action.AddRange(row);
    }

    /// <summary>Makes the episode part of the data set.</summary>
    /// <param name="success">True when the task was done at the end.</param>
    /// <returns>The episode's number.</returns>
    /// <exception cref="InvalidOperationException">It has no frame.</exception>
    public int Commit(bool success)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        if (Frames == 0)
        {
            throw new InvalidOperationException("An episode without a frame cannot be committed.");
        }

        CloseVideos();
        var table = new EpisodeTable { State = _table.State, Action = _table.Action, Success = success };
        var episode = _owner.Commit(table, Statistics(), VideoFile, Path.Combine(_folder, "episode.parquet"));
        Finish();
        return episode;
    }

    /// <summary>Throws the episode away unless it was committed.</summary>
    public void Dispose()
    {
        if (!_finished)
        {
            CloseVideos();
            Finish();
        }
    }

    private string VideoFile(int eye) => Path.Combine(_folder, eye == 0 ? "left.mp4" : "right.mp4");

    private void WritePicture(int eye, ImageLease picture)
    {
        _videos[eye].Write(picture);
        _pictures[eye].Add(picture);
    }

    private JsonObject Statistics()
    {
        ColumnStatistics state = new(LeRobotLayout.PoseLength), action = new(LeRobotLayout.PoseLength);
        state.AddRows(_table.State);
        action.AddRows(_table.Action);
        var stats = new JsonObject
        {
            [LeRobotLayout.State] = state.ToJson(Frames),
            [LeRobotLayout.Action] = action.ToJson(Frames),
        };
        for (var eye = 0; eye < _pictures.Length; eye++)
        {
            stats[LeRobotLayout.VideoKeys[eye]] = _pictures[eye].ToJson();
        }

        return stats;
    }

    private void CloseVideos()
    {
        foreach (var video in _videos)
        {
            video.Dispose();
        }
    }

    private void Finish()
    {
        _finished = true;
        Directory.Delete(_folder, recursive: true);
        _owner.Ended(this);
    }
}
