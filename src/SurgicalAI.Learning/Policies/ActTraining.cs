using System.Security.Cryptography;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Learning.Torch;
using SurgicalAI.Learning.Training;
using SurgicalAI.Skills.Demonstrations;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>From demonstrations to a policy's folder: segment, encode, train, export, check, write card and README.</summary>
public static class ActTraining
{
    private const int FewestEpisodes = 2;

    /// <summary>Trains a policy.</summary>
    /// <param name="demonstrations">Recorded episodes.</param>
    /// <param name="segmenter">The network that will also segment at run time; not disposed here.</param>
    /// <param name="options">How.</param>
    /// <param name="outputDirectory">Model folder; its files are replaced at the end, whole or not at all.</param>
    /// <param name="progress">Told about once a second and after each validation.</param>
    /// <param name="cancellation">Ends the training; the last checkpoint stays and can be resumed.</param>
    /// <exception cref="UserErrorException">Too few demonstrations, or a checkpoint that does not fit.</exception>
    public static ActTrainingReport Run(
        DatasetReader demonstrations,
        ISegmenter segmenter,
        ActTrainingOptions options,
        string outputDirectory,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        options.Validate();
        if (demonstrations.Episodes < FewestEpisodes)
        {
            throw new UserErrorException($"{demonstrations.Directory}: {demonstrations.Episodes} episodes are too few to train on; record more with './run.sh collect'.");
        }

        TorchRuntime.Start(options.Threads, options.Seed);
        var data = TokenDataset.From(demonstrations, segmenter, progress, cancellation);
        var origin = $"{demonstrations.Episodes} demonstrations, {demonstrations.Info.Frames} frames, \"{demonstrations.Info.Options.Task}\", segmented by {segmenter.Model}";
        return Run(data, origin, options, outputDirectory, progress, cancellation);
    }

    internal static ActTrainingReport Run(
        TokenDataset data,
        string origin,
        ActTrainingOptions options,
        string outputDirectory,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        using var trainer = new ActTrainer(data, options, Path.Combine(outputDirectory, "checkpoint"));
        var (bestStep, loss, distanceM, seconds) = trainer.Run(progress, cancellation);
        using var scope = NewDisposeScope();
        var model = ActExporter.Export(trainer.Net);
        var difference = ActExporter.Verify(model, trainer.Net, trainer.Validation.All(32).First());
        var report = new ActTrainingReport(
            options.Steps, bestStep, loss, distanceM, RunTimeParameters(trainer.Net), difference, seconds, Convert.ToHexStringLower(SHA256.HashData(model)));
        ActModelFolder.Write(outputDirectory, model, report, options, origin);
        trainer.DeleteCheckpoint();
        return report;
    }

    private static long RunTimeParameters(ActNet net) =>
        net.parameters().Sum(p => p.numel()) - net.Style.parameters().Sum(p => p.numel());
}
