using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Learning.Torch;
using SurgicalAI.Learning.Training;

namespace SurgicalAI.Learning.Scenes;

/// <summary>The whole way to a scene model: gather frames, train, calibrate, score, export, write card and README.</summary>
public static class SceneTraining
{
    /// <summary>Trains a model and writes its folder; the old files stay until the new model is complete.</summary>
    /// <param name="makeScenes">Makes the simulator's labelled scenes of a size (width, height, pixels); disposed here.</param>
    /// <param name="options">How to train.</param>
    /// <param name="outputDirectory">Folder of the model, for example "models/endoscope-scene".</param>
    /// <param name="progress">Told about once a second; may be null.</param>
    /// <param name="cancellation">Stops the training; the last whole epoch stays in the checkpoint, nothing is half written.</param>
    /// <exception cref="UserErrorException">libtorch, the device, weights or data are missing or damaged, or an option makes no sense.</exception>
    public static SceneTrainingResult Run(
        Func<int, int, ILabelledScenes> makeScenes, SceneTrainingOptions options, string outputDirectory, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(makeScenes);
        ArgumentNullException.ThrowIfNull(options);
        TorchRuntime.RequireDevice(options.Validate().Device);
        using var data = SceneDataLoader.Load(makeScenes, options, progress, cancellation);
        using var trainer = new SceneTrainer(options, data);
        trainer.Train(progress, cancellation);
        var outcome = Judge(trainer, options, data);
        using var staging = new StagedModel(outputDirectory);
        var card = SceneExport.Write(trainer, options, SceneDataLoader.Describe(options, data), outcome, staging.Path);
        staging.Publish();
        return new(card, outputDirectory, trainer.Progress.Epochs.Count, outcome.Score.ToString());
    }

    private static SceneOutcome Judge(SceneTrainer trainer, SceneTrainingOptions options, SceneData data)
    {
        var score = trainer.Validation.Score(trainer.Mean);
        using var calibration = new SceneCalibration(data.Meanings);
        using var predictor = new ScenePredictor(trainer.Mean, options.Threads);
        return new(
            score, [.. trainer.Validation.Rendered.Classes()], [.. LeftOut(predictor, trainer.Batches, data)], calibration.Find(predictor, trainer.Validation.ForCalibration));
    }

    private static IEnumerable<SceneLeftOut> LeftOut(ScenePredictor predictor, SceneBatches batches, SceneData data)
    {
        foreach (var group in data.LeftOut.GroupBy(f => f.Group))
        {
            var frames = group.Select(batches.Plain).ToList();
            var lesions = frames.Where(f => SceneValidation.HasLesion(f.Lesion));
            yield return new(group.Key, frames.Count, SceneValidation.InstrumentIou(predictor, data.Meanings, frames), SceneValidation.LesionDice(predictor, lesions));
            frames.ForEach(f => f.Dispose());
        }
    }
}
