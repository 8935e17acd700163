using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Learning.Training;
using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Demonstrations;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Learning.Policies;

/// <summary>
/// Demonstrations as a policy sees them: each frame's tokens and state, made once, with the setpoints that followed.
/// Nothing of the simulator's truth is in here; the label maps are those of the segmentation network.
/// </summary>
internal sealed class TokenDataset
{
    private const int TokenLength = TokenLayout.Tokens * TokenLayout.Features;
    private readonly List<float> _tokens = [];
    private readonly List<float> _states = [];
    private readonly List<DemonstrationStep> _steps = [];
    private readonly List<int> _episodeOf = [];
    private readonly List<int> _ends = [];
    private readonly ObservationEncoder _encoder = new();
    private readonly float[] _tokenBuffer = new float[TokenLength];
    private readonly float[] _stateBuffer = new float[TokenLayout.State];

    public int Frames => _steps.Count;

    public int Episodes => _ends.Count;

    public ReadOnlySpan<float> Tokens(int frame) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_tokens).Slice(frame * TokenLength, TokenLength);

    public ReadOnlySpan<float> State(int frame) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_states).Slice(frame * TokenLayout.State, TokenLayout.State);

    public int EpisodeOf(int frame) => _episodeOf[frame];

    /// <summary>Segments and encodes a whole data set.</summary>
    public static TokenDataset From(DatasetReader reader, ISegmenter segmenter, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var data = new TokenDataset();
        var clock = new ProgressClock("segment demonstrations", reader.Episodes, progress);
        for (var e = 0; e < reader.Episodes; e++)
        {
            data.AddEpisode(reader.Read(e), Labels(reader, segmenter, e, cancellation));
            clock.Report(e + 1, () => $"{data.Frames} frames", e + 1 == reader.Episodes);
        }

        return data;
    }

    /// <summary>Adds one episode; the label maps are disposed here.</summary>
    public void AddEpisode(DemonstrationEpisode episode, IEnumerable<StereoFrame> labels)
    {
        var frame = 0;
        foreach (var maps in labels)
        {
            using (maps)
            {
                Add(episode.Steps[frame++], maps);
            }
        }

        if (frame != episode.Steps.Count)
        {
            throw new ArgumentException($"{frame} label maps for {episode.Steps.Count} frames.", nameof(labels));
        }

        _ends.Add(_steps.Count);
    }

    /// <summary>The demonstrated action k steps on, relative to the measured pose of the frame.</summary>
    /// <returns>False past the episode's end: padding.</returns>
    public bool Action(int frame, int k, Span<float> action)
    {
        var at = frame + k;
        if (at >= _ends[_episodeOf[frame]])
        {
            return false;
        }

        HybridRelative.Encode(_steps[frame].Tool.T_ecm_tool, _steps[at].T_ecm_setpoint, _steps[at].JawSetpointRad, action);
        return true;
    }

    private static IEnumerable<StereoFrame> Labels(DatasetReader reader, ISegmenter segmenter, int episode, CancellationToken cancellation)
    {
        foreach (var pictures in reader.ReadPictures(episode))
        {
            using (pictures)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return segmenter.Segment(pictures);
            }
        }
    }

    private void Add(in DemonstrationStep step, StereoFrame labels)
    {
        _encoder.Encode(labels, step.Tool, _tokenBuffer, _stateBuffer);
        _tokens.AddRange(_tokenBuffer);
        _states.AddRange(_stateBuffer);
        _steps.Add(step);
        _episodeOf.Add(_ends.Count);
    }
}
