using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Training;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.App.Training;

/// <summary>
/// Trains the scene network with one part of its recipe left out at a time, seed and steps equal, and tabulates what each part is worth.
/// Goes on where it was interrupted: each variant has its own checkpoint.
/// </summary>
/// <param name="options">The whole recipe.</param>
/// <param name="outputDirectory">Folder under which each variant's model is written.</param>
/// <param name="scoredOn">Labelled sets, FORMAT:FOLDER, on which each is scored besides; they are never learnt from.</param>
internal sealed class SceneAblation(SceneTrainingOptions options, string outputDirectory, IReadOnlyList<string> scoredOn)
{
    private static readonly (string Name, Func<SceneTrainingOptions, SceneTrainingOptions> Change)[] s_variants =
    [
        ("whole", o => o),
        ("no-pretrained", o => o with { Pretrained = false }),
        ("plain", o => o with { Encoder = "plain", Pretrained = false }),
        ("no-sim", o => o with { Simulator = false }),
        ("no-normalise", o => o with { Normalise = false }),
        ("no-self-training", o => o with { SelfTraining = false }),
        ("fourier-instead", o => o with { SelfTraining = false, Fourier = 0.5 }),
        ("fourier-besides", o => o with { Fourier = 0.5 }),
    ];

    /// <summary>Trains and scores all variants.</summary>
    /// <param name="progress">Told how each training goes.</param>
    /// <param name="cancellation">Stops; what is done stays in the checkpoints.</param>
    public SceneAblationReport Run(IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var rows = new List<SceneAblationRow>();
        foreach (var (name, change) in s_variants)
        {
            Console.Error.WriteLine($"variant {name}");
            rows.Add(Row(name, change(options), progress, cancellation));
        }

        return new(rows, options.Epochs * options.Steps, options.Batch, options.Seed, options.Device, BuildInfo.Commit, MachineInfo.Describe(), DateTime.UtcNow.ToString("yyyy-MM-dd"));
    }

    private SceneAblationRow Row(string name, SceneTrainingOptions variant, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        variant = variant with { CheckpointDirectory = Path.Combine(options.CheckpointDirectory, name) };
        var result = SceneTraining.Run(static (w, h) => new SimMixedScenes(w, h), variant, Path.Combine(outputDirectory, name), progress, cancellation);
        double? Metric(string key) => result.Card.Metrics.TryGetValue(key, out var value) ? value : null;
        return new(
            name,
            Metric("parameters"),
            Metric("validation_simulator_mean_iou"),
            Metric("validation_instruments_over_tissue_iou"),
            Metric("validation_lesion_dice"),
            Metric("validation_instrument_iou"),
            [.. scoredOn.Select(data => Score(data, result.Directory, cancellation))],
            result.Card.Sha256);
    }

    private static SceneAblationScore Score(string data, string model, CancellationToken cancellation)
    {
        var report = new SegmentationOnData(data, model, DeviceChoice.Resolve("cpu"), new EvaluationOptions()).Run(null, null, cancellation);
        return new(report.Dataset, report.Binary.Of, report.Binary.Iou, report.Binary.Dice);
    }
}
