using System.Text;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Learning.Training;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.Learning.Scenes.Data;

/// <summary>Gathers the frames of a training.</summary>
internal static class SceneDataLoader
{
    // Evaluations and episodes use small seeds; training and validation each have a range of their own.
    private const ulong FirstTrainingSeed = 30_000_000;
    private const ulong FirstValidationSeed = 40_000_000;
    private const ulong SeedStride = 1_000_000_000;

    // Frames are kept a little larger than the network's picture, so that a part of one is not blurred.
    private const double Margin = 1.25;

    private enum Use
    {
        Learn,
        HeldOut,
        Aside,
    }

    /// <summary>Loads and renders all of them.</summary>
    /// <exception cref="Core.Outcomes.UserErrorException">A data set is missing or damaged.</exception>
    public static SceneData Load(Func<int, int, ILabelledScenes> makeScenes, SceneTrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var size = new Size((int)(options.WidthPx * Margin), (int)(options.HeightPx * Margin));
        var data = new SceneData();
        foreach (var spec in options.Labelled)
        {
            AddLabelled(data, spec, options, size, cancellation);
        }

        foreach (var spec in options.Unlabelled)
        {
            using var set = FrameSets.Open(spec);
            data.Unlabelled.AddRange(SceneFrames.Load(set, (_, _) => true, data.Meanings, size, cancellation));
        }

        Render(data, makeScenes, options, size, progress, cancellation);
        return data;
    }

    /// <summary>What the network learnt from, for the card.</summary>
    public static string Describe(SceneTrainingOptions options, SceneData data)
    {
        var text = new StringBuilder();
        _ = text.AppendJoin("; ", new[]
        {
            data.Rendered.Count > 0 ? $"{data.Rendered.Count} frames of the simulator's tasks and single scenes" : "no simulator frames",
            data.Labelled.Count > 0 ? $"labelled frames of {string.Join(", ", data.Labelled.Select(s => $"{s.Name} ({s.Frames.Count})"))}{(options.LeaveOut.Count > 0 ? $" without {string.Join(", ", options.LeaveOut)}" : "")}" : "",
            data.Unlabelled.Count > 0 ? $"{data.Unlabelled.Count} unlabelled frames of {Names(options.Unlabelled)}" : "",
            "instruments drawn and cut out of rendered frames over the real ones",
            options.StartFrom is null ? "" : "started from a trained model of this kind",
        }.Where(t => t.Length > 0));
        return text.ToString();
    }

    // A folder's last part is enough for a person and gives no machine's paths away.
    private static string Names(IEnumerable<string> specs) => string.Join(", ", specs.Select(s => Path.GetFileName(Path.TrimEndingDirectorySeparator(s))));

    private static void AddLabelled(SceneData data, string spec, SceneTrainingOptions options, Size size, CancellationToken cancellation)
    {
        using var set = FrameSets.Open(spec);
        var isLeftOut = set.Frames.Select(f => options.LeaveOut.Contains(f.Group)).ToArray();
        var uses = Uses(set, isLeftOut, options.ValidationFrames);
        var knowsInstruments = set.Labels.Definitions.Any(d => d.Kind == LabelKind.Instrument);
        var frames = SceneFrames.Load(set, (i, f) => f.HasLabels && !isLeftOut[i] && uses[i] == Use.Learn, data.Meanings, size, cancellation);
        if (frames.Count > 0)
        {
            data.Labelled.Add(new(Names([spec]), knowsInstruments, frames));
        }

        (knowsInstruments ? data.InstrumentsHeldOut : data.LabelledHeldOut).AddRange(SceneFrames.Load(set, (i, f) => f.HasLabels && uses[i] == Use.HeldOut, data.Meanings, size, cancellation));
        data.LeftOut.AddRange(SceneFrames.Load(set, (i, f) => f.HasLabels && isLeftOut[i], data.Meanings, size, cancellation));
    }

    // The set's own validation part if it has one, else every eighth frame. What is more than wanted is left aside: it may show the same
    // patients. A set's test part is neither learnt from nor chosen by.
    private static Use[] Uses(IFrameSet set, bool[] isLeftOut, int wanted)
    {
        var hasSplit = set.Frames.Any(f => f.Split == "val");
        var part = Enumerable.Range(0, set.Frames.Count).Where(i => !isLeftOut[i] && (hasSplit ? set.Frames[i].Split == "val" : i % 8 == 7 && set.Frames[i].Split != "test")).ToArray();
        var uses = new Use[set.Frames.Count];
        Array.ForEach(part, i => uses[i] = Use.Aside);
        for (var i = 0; i < uses.Length; i++)
        {
            uses[i] = set.Frames[i].Split == "test" ? Use.Aside : uses[i];
        }

        var step = Math.Max(1, (double)part.Length / wanted);
        for (var at = 0.0; at < part.Length; at += step)
        {
            uses[part[(int)at]] = Use.HeldOut;
        }

        return uses;
    }

    private static void Render(
        SceneData data, Func<int, int, ILabelledScenes> makeScenes, SceneTrainingOptions options, Size size, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var scenes = makeScenes(size.Width, size.Height);
        var offset = options.Seed * SeedStride;
        if (options.Simulator)
        {
            data.Rendered.AddRange(SceneFrames.Render(scenes, FirstTrainingSeed + offset, options.Scenes, Cache(options, "train"), progress, cancellation));
        }

        data.RenderedHeldOut.AddRange(SceneFrames.Render(scenes, FirstValidationSeed + offset, options.ValidationFrames, Cache(options, "validation"), progress, cancellation));
    }

    private static SceneCache Cache(SceneTrainingOptions options, string part) =>
        new(Path.Combine(options.CacheDirectory, $"{part}-{options.WidthPx}x{options.HeightPx}-{options.Seed}.scenes"));
}
