using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Detection;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>Scores a network on a data set, frame by frame at the frames' own size.</summary>
public static class SceneEvaluator
{
    /// <summary>Evaluates.</summary>
    /// <param name="set">Frames with labels; not disposed.</param>
    /// <param name="network">Network; not disposed.</param>
    /// <param name="options">Which frames, and how they are scored.</param>
    /// <param name="progress">Told the frames done and those to do, after each.</param>
    /// <param name="cancellation">Stops between frames.</param>
    /// <exception cref="UserErrorException">A file of the set is bad, or nothing in it can be scored; one line says what.</exception>
    public static SceneEvaluation Run(
        IFrameSet set, INetworkUnderTest network, EvaluationOptions options, Action<int, int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        var match = new DataMatch(set.Name, network.Labels, set.Labels);
        using var reader = new FrameReader(set, options);
        using var robustness = options.Robustness ? new RobustnessRun(match, network, options.Seed, reader.Indices.Count) : null;
        var scores = new SceneScores(set.Name, match, set.Labels);
        var scorer = new FrameScorer(match, new(options.TolerancePx));
        for (var i = 0; i < reader.Indices.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Score(reader, reader.Indices[i], network, match, scorer, scores);
            robustness?.Add(i, reader.Picture, reader.Truth);
            progress?.Invoke(i + 1, reader.Indices.Count);
        }

        return scores.Result(options.Seed, robustness?.Curves() ?? []);
    }

    private static void Score(FrameReader reader, int index, INetworkUnderTest network, DataMatch match, FrameScorer scorer, SceneScores scores)
    {
        var frame = reader.Read(index);
        var truth = reader.Truth;
        var (width, height) = (reader.WidthPx, reader.HeightPx);
        var answer = network.Segment(FrameReader.Bytes(reader.Picture), width, height);
        scorer.Take(answer, truth, width, height);
        var binary = scorer.Binary(truth, width, height);
        var classes = new MaskScore[match.Classes.Count];
        for (var c = 0; c < classes.Length; c++)
        {
            classes[c] = scorer.Class(truth, match.Classes[c].Id, width, height);
        }

        var doubt = scorer.Doubt.Length > 0 ? FrameDoubt.Of(scorer.Foreground, scorer.Doubt) : double.NaN;
        scores.Add(new(index, frame.Name, frame.Group, binary, classes, doubt), truth, scorer, answer.Lesion.Length > 0);
        if (match.Foreground == LabelKind.Lesion)
        {
            scores.AddLesions(Lesions(truth, match, width, height), LesionRegions.Find(scorer.Lesion, width, height));
        }
    }

    private static Box[] Lesions(ReadOnlySpan<byte> truth, DataMatch match, int widthPx, int heightPx)
    {
        var mask = new byte[truth.Length];
        LabelMask.Select(truth, match.TruthForeground, mask);
        return [.. MaskRegions.Find(mask, widthPx, heightPx, minimumAreaPx: LesionRegions.SmallestPx(mask.Length)).Select(r => r.Bounds)];
    }
}
