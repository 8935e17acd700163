using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Inference;
using SurgicalAI.Learning.Torch;
using SurgicalAI.Learning.Training;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>The whole way to a segmentation model: render, train, export, check, evaluate, write card and README.</summary>
public static class SegmentationTraining
{
    // Evaluations and episodes use small seeds; training and validation each have a range of their own.
    private const ulong FirstTrainingSeed = 10_000_000;
    private const ulong FirstValidationSeed = 20_000_000;
    private const ulong SeedStride = 1_000_000_000;

    /// <summary>Trains a model and writes its folder; the old files stay until the new model is complete.</summary>
    /// <param name="scenes">Source of pictures with labels; not disposed.</param>
    /// <param name="options">How to train.</param>
    /// <param name="outputDirectory">Folder of the model, for example "models/endoscope-segmentation".</param>
    /// <param name="progress">Told about once a second; may be null.</param>
    /// <param name="cancellation">Stops the training; the last whole epoch stays in the checkpoint, nothing is half written.</param>
    /// <exception cref="Core.Outcomes.UserErrorException">libtorch or the device is missing, or an option makes no sense.</exception>
    public static SegmentationTrainingResult Run(
        ILabelledScenes scenes,
        SegmentationTrainingOptions options,
        string outputDirectory,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scenes);
        ArgumentNullException.ThrowIfNull(options);
        TorchRuntime.RequireDevice(options.Validate().Device);
        var offset = options.Seed * SeedStride;
        var train = SceneSet.Render(scenes, FirstTrainingSeed + offset, options.Scenes, progress, cancellation);
        var validation = SceneSet.Render(scenes, FirstValidationSeed + offset, options.ValidationScenes, progress, cancellation);
        using var trainer = new SegmentationTrainer(options, train, validation);
        trainer.Train(progress, cancellation);
        using var staging = new StagedModel(outputDirectory);
        var card = SegmentationExport.Write(trainer, options, scenes, validation, staging.Path);
        var evaluation = Evaluate(scenes, staging.Path, card, options, progress, cancellation);
        card = SegmentationExport.Describe(card, evaluation, staging.Path);
        staging.Publish();
        return new(card, outputDirectory, evaluation);
    }

    private static SegmentationEvaluation Evaluate(
        ILabelledScenes scenes, string folder, ModelCard card, SegmentationTrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var segmenter = OnnxSegmenter.Load(ModelDirectory.Open(folder), new OnnxOptions(), ImagePool.Shared);
        var evaluation = new SegmentationEvaluationOptions
        {
            Frames = options.TestScenes,
            ModelName = card.Name,
            ModelSha256 = card.Sha256,
            Machine = Environment.MachineName,
            Commit = options.Commit,
        };
        return SegmentationEvaluator.Run(scenes, segmenter, evaluation, progress, cancellation);
    }
}
