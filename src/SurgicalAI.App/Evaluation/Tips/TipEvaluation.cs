using System.Diagnostics;
using SurgicalAI.App.Verbs;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Evaluation.Tips;

/// <summary>How tips are scored.</summary>
/// <param name="Episodes">Episodes.</param>
/// <param name="Frames">Pictures of each, at the camera's rate.</param>
/// <param name="Seed">Seed of all of them.</param>
/// <param name="WidthPx">Width of a picture, pixels.</param>
/// <param name="HeightPx">Height, pixels.</param>
/// <param name="Realism">True to let the arms err as real ones do.</param>
internal sealed record TipEvaluationOptions(int Episodes, int Frames, ulong Seed, int WidthPx, int HeightPx, bool Realism);

/// <summary>Plays episodes and follows their tips, with the arms' reports and without them, side by side.</summary>
internal static class TipEvaluation
{
    /// <summary>Runs it.</summary>
    /// <param name="options">What is played.</param>
    /// <param name="network">Network that labels; null for true labels.</param>
    /// <param name="cancellation">Stops between pictures.</param>
    public static TipScore Run(TipEvaluationOptions options, INetworkUnderTest? network, CancellationToken cancellation)
    {
        using var scenes = new TipScenes(options.WidthPx, options.HeightPx, options.Realism);
        var (labels, score) = (new TipLabels(network), new TipScore());
        var progress = new Progress("eval tips", options.Episodes);
        for (var e = 0; e < options.Episodes; e++)
        {
            scenes.Begin(SeededRandom.Stream(options.Seed, 901 + (ulong)e).NextBits(), e);
            Play(scenes, labels, score, options.Frames, cancellation);
            progress.Step($"{scenes.Task}, {scenes.Look}");
        }

        return score;
    }

    private static void Play(TipScenes scenes, TipLabels labels, TipScore score, int frames, CancellationToken cancellation)
    {
        var options = new TipFilterOptions();
        var (withArm, withoutArm) = (new StereoTips(scenes.Rig, options), new StereoTips(scenes.Rig, options));
        var arms_eye = new ArmTip[scenes.Arms.Count];
        for (var frame = 0; frame < frames; frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            scenes.Next();
            labels.Label(scenes);
            for (var a = 0; a < arms_eye.Length; a++)
            {
                arms_eye[a] = TipTruth.Reported(scenes.Arms[a], scenes.T_eye_world);
            }

            var start = Stopwatch.GetTimestamp();
            labels.Find(scenes);
            var left = labels.Eye(scenes, false);
            var right = labels.Eye(scenes, true);
            _ = withArm.Update(left, right, arms_eye, scenes.FrameS);
            score.Milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            _ = withoutArm.Update(left, right, [], scenes.FrameS);
            score.Add(scenes, left, withArm, withoutArm);
        }
    }
}
