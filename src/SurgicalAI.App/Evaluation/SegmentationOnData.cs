using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core.Files;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.App.Evaluation;

/// <summary>Scores a network on a data set and writes what was asked for.</summary>
/// <param name="Data">"FORMAT:FOLDER", or the simulator's "sim:needle-reach", "sim:mixed" and "sim:film".</param>
/// <param name="Model">Name or folder of the model; null for the shipped one.</param>
/// <param name="Device">Device to run on.</param>
/// <param name="Options">Which frames, and how they are scored; the seed is also that of the simulator's first frame.</param>
/// <param name="SimulatorSize">Size of the simulator's frames, WIDTHxHEIGHT.</param>
internal sealed record SegmentationOnData(string Data, string? Model, DeviceChoice Device, EvaluationOptions Options, string SimulatorSize = "640x512")
{
    /// <summary>Scores.</summary>
    /// <param name="json">Where the figures go; null for nowhere.</param>
    /// <param name="page">Where the page goes; null for nowhere.</param>
    /// <param name="cancellation">Stops between frames; nothing is written then.</param>
    /// <returns>The figures.</returns>
    public EvalSegmentationDataReport Run(FileInfo? json, FileInfo? page, CancellationToken cancellation)
    {
        using var set = Open();
        var directory = ShippedNetwork.Find(Model);
        using var network = new FullSizeNetwork(NetworkUnderTest.Load(directory, new OnnxOptions { Device = Device }), crop: true);
        Console.Error.WriteLine($"device {Device}");
        Progress? progress = null;
        var evaluation = SceneEvaluator.Run(set, network, Options, (_, frames) => (progress ??= new($"evaluate {network.Name}", frames)).Step(), cancellation);
        var report = EvalSegmentationDataReports.Of(evaluation, Data, Options, new(network.Name, network.Sha256), Device.Name);
        if (page is not null)
        {
            var worst = WorstPictures.Draw(set, network, evaluation.Worst.Take(Options.WorstFrames));
            AtomicFile.Write(page.FullName, SegmentationPage.Of(report, evaluation, worst, directory.Card.Data));
        }

        if (json is not null)
        {
            ReportFile.Write(json, report);
        }

        return report;
    }

    private IFrameSet Open() => Data.StartsWith(SimFrameSet.Prefix, StringComparison.Ordinal)
        ? SimFrameSet.Open(Data, SimulatorSize, Options.Seed, Options.Frames)
        : FrameSets.Open(Data);
}
