using System.Diagnostics;
using System.Security.Cryptography;
using Google.Protobuf;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Learning.Training;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Segmentation;
using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.Learning.Quantisation;

/// <summary>What an 8-bit network is beside the one that it was made of, on frames that set no range.</summary>
/// <param name="Card">Its card.</param>
/// <param name="Frames">Frames compared.</param>
/// <param name="LabelAgreement">Share of the pixels with the same label.</param>
/// <param name="DoubtDifference">Mean difference of the doubt, of 1.</param>
/// <param name="FloatMs">Median time of the core in 32-bit floats, ms.</param>
/// <param name="BytesMs">Median time of the core in 8 bits, ms.</param>
public sealed record QuantisationResult(ModelCard Card, int Frames, double LabelAgreement, double DoubtDifference, double FloatMs, double BytesMs);

/// <summary>The whole way from a scene network to one in 8 bits: ranges from frames, a new graph, a comparison, a new folder.</summary>
public static class ModelQuantisation
{
    /// <summary>Quantises a network and writes its folder, whole or not at all.</summary>
    /// <param name="source">The network in floats.</param>
    /// <param name="set">Frames like those that it will see; labels are not used.</param>
    /// <param name="options">How.</param>
    /// <param name="outputDirectory">Folder of the new model.</param>
    /// <param name="command">Command that makes it again, for the card.</param>
    /// <exception cref="UserErrorException">The network names no core or is quantised already, or the set has too few frames.</exception>
    public static QuantisationResult Run(ModelDirectory source, IFrameSet set, QuantisationOptions options, string outputDirectory, string command)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        var file = OnnxFile.Read(source);
        var form = CellForm.Of(file) ?? throw new UserErrorException($"{source.OnnxPath} does not name its core. Make it again with {source.Card.Retrain}.");
        if (file.Model.Graph.Node.Any(n => n.OpType == "QuantizeLinear"))
        {
            throw new UserErrorException($"{source.OnnxPath} is in 8 bits already.");
        }

        using var frames = new CalibrationFrames(set, form, options.Validate().Frames);
        var bytes = Quantise(file, form, frames, options);
        using var staging = new StagedModel(outputDirectory);
        AtomicFile.Write(Path.Combine(staging.Path, "model.onnx"), bytes);
        var card = Card(source.Card, bytes, set, options, command);
        card.Save(Path.Combine(staging.Path, "card.json"));
        var result = Compare(source, ModelDirectory.Open(staging.Path), frames, options.Threads);
        card = result.Card with { Metrics = Metrics(source.Card, result) };
        card.Save(Path.Combine(staging.Path, "card.json"));
        AtomicFile.Write(Path.Combine(staging.Path, "README.md"), Readme(card, source.Card, result));
        staging.Publish();
        return result with { Card = card };
    }

    private static byte[] Quantise(OnnxFile file, CellForm form, CalibrationFrames frames, QuantisationOptions options)
    {
        var core = new GraphCut(file.Model, file.Directory.OnnxPath).Of(form.Part);
        var plan = new QuantisationPlan(core.Graph);
        using var finder = new RangeFinder(core, form.Part, plan, options.Threads);
        var ranges = finder.Find(frames.Scaled(), options.Share);
        var whole = file.Model.Clone();
        new GraphQuantiser(whole, options.WeightBits).Apply(plan, ranges);
        return whole.ToByteArray();
    }

    private static QuantisationResult Compare(ModelDirectory source, ModelDirectory target, CalibrationFrames frames, int threads)
    {
        using var floats = SceneSegmenter.Load(source, new() { Threads = threads });
        using var eights = SceneSegmenter.Load(target, new() { Threads = threads });
        var (equal, pixels, doubt, count) = (0L, 0L, 0L, 0);
        var (floatTimes, eightTimes) = (new List<double>(), new List<double>());
        foreach (var (picture, width, height) in frames.Others())
        {
            floats.Segment(picture, width, height);
            eights.Segment(picture, width, height);
            for (var i = 0; i < floats.LabelMap.Length; i++)
            {
                equal += floats.LabelMap[i] == eights.LabelMap[i] ? 1 : 0;
                doubt += Math.Abs(floats.Doubt[i] - eights.Doubt[i]);
            }

            (pixels, count) = (pixels + floats.LabelMap.Length, count + 1);
            floatTimes.Add(Time(floats));
            eightTimes.Add(Time(eights));
        }

        return new(target.Card, count, (double)equal / pixels, doubt / 255.0 / pixels, Median(floatTimes), Median(eightTimes));
    }

    private static double Time(SceneSegmenter network)
    {
        var start = Stopwatch.GetTimestamp();
        network.RunNetwork();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static ModelCard Card(ModelCard card, byte[] bytes, IFrameSet set, QuantisationOptions options, string command) => card with
    {
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        Description = $"{card.Description} In 8 bits, made of {card.Id}.",
        Data = $"{card.Data}; ranges of the 8-bit arithmetic from {options.Frames} frames of {set.Name}",
        Date = DateTime.UtcNow.ToString("yyyy-MM-dd"),
        Retrain = command,
    };

    private static Dictionary<string, double> Metrics(ModelCard source, QuantisationResult result) => new(source.Metrics)
    {
        ["quantised_label_agreement"] = Math.Round(result.LabelAgreement, 4),
        ["quantised_doubt_difference"] = Math.Round(result.DoubtDifference, 4),
        ["quantised_core_ms_p50"] = Math.Round(result.BytesMs, 2),
        ["float_core_ms_p50"] = Math.Round(result.FloatMs, 2),
    };

    private static string Readme(ModelCard card, ModelCard source, QuantisationResult result) =>
        $"""
        # {card.Name}, in 8 bits

        Made of `{source.Id}` by

        ```
        {card.Retrain}
        ```

        On {result.Frames} frames that set no range, {result.LabelAgreement:P2} of the pixels keep their label and the doubt moves by {result.DoubtDifference:P2} on average.
        What else the card tells (scores, temperatures) is of the network in floats.

        """;
}
