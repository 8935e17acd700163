using System.CommandLine;
using SurgicalAI.App.Benchmarks.Vision;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Vision.Detection;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench cade</c>: the second reader in a video path at 30 Hz.</summary>
internal static class BenchCadeVerb
{
    private static readonly Option<string?> In = new("--in") { Description = "Folder of pictures or video to play (default: the simulator's frames).", HelpName = "DIR|FILE" };
    private static readonly Option<string?> Model = new("--model") { Description = "Name or folder of a network that tells lesions.", HelpName = "NAME|DIR" };
    private static readonly Option<int> Frames = CommonOptions.Count("--frames", 600, "Frames.");
    private static readonly Option<int> Threads = CommonOptions.Count("--threads", 1, "Threads of the network; the video path has its own.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("cade", "Measures the second reader at 30 Hz: latency of the markers, delay of the video. Example: bench cade --json cade.json")
        {
            In, Model, Frames, Threads, Seed, Device, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var device = DeviceChoice.Resolve(parsed.GetRequiredValue(Device));
        var (threads, seed) = (parsed.GetRequiredValue(Threads), parsed.GetRequiredValue(Seed));
        var directory = ShippedNetwork.Find(parsed.GetValue(Model));
        using var network = NetworkUnderTest.Load(directory, new OnnxOptions { Device = device, Threads = threads });
        if (!network.TellsLesions)
        {
            throw new UserErrorException($"Model {network.Card.Id} tells no lesions; give --model one that does (endoscope-scene).");
        }

        var frames = CadeFrames.Load(parsed.GetValue(In), seed, cancellation);
        var options = new TrackerOptions { Least = network.Card.DetectionThreshold ?? TrackerOptions.DefaultLeast };
        var figures = new CadeBench(frames, options).Run(network, parsed.GetRequiredValue(Frames), cancellation);
        var report = new BenchCadeReport(
            figures.Marker, figures.Delay, new(), figures.Frames, CadeBench.RateHz, frames.WidthPx, frames.HeightPx, figures.Results, figures.Marked,
            figures.Compared, figures.ChangedOutside, options.Least, threads, seed, BuildInfo.Commit, new(network.Name, network.Sha256), device.Name, MachineInfo.Describe());
        Print(report);
        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        return Task.FromResult(0);
    }

    private static void Print(BenchCadeReport r)
    {
        Console.WriteLine($"marker latency  p50 {r.MarkerLatencyMs.P50,6:F1}  p99 {r.MarkerLatencyMs.P99,6:F1}  max {r.MarkerLatencyMs.Max,6:F1} ms  (limit of p99 {r.Limits.MarkerLatencyP99})");
        Console.WriteLine($"video delay     p50 {r.VideoDelayMs.P50,6:F2}  p99 {r.VideoDelayMs.P99,6:F2}  max {r.VideoDelayMs.Max,6:F2} ms  (limit {r.Limits.VideoDelay})");
        Console.WriteLine($"{r.Results} results, {r.FramesWithMarkers} of {r.Frames} frames with markers, {r.PixelsChangedOutside} pixels changed outside them in {r.FramesCompared} frames compared");
    }
}
