using System.CommandLine;
using SurgicalAI.App.Benchmarks.Vision;
using SurgicalAI.App.Reports;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench vision</c>: from frame to label map, doubt and lesion, beside what else runs the same network.</summary>
internal static class BenchVisionVerb
{
    private static readonly Option<string> Model = new("--model")
    {
        Description = "Name or folder of a scene network.",
        DefaultValueFactory = _ => SceneSegmenter.ModelName,
    };

    private static readonly Option<int> Frames = CommonOptions.Count("--frames", 300, "Frames for each contender.");
    private static readonly Option<int> Threads = CommonOptions.Count("--threads", 2, "Threads, the peers' too.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> CudaGraph = new("--cuda-graph") { Description = "On a GPU: device memory bound for good, the run replayed as a CUDA graph." };
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();
    private static readonly Option<FileInfo?> Plot = CommonOptions.Output("--plot", "Write the times' distributions to this SVG file.");

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("vision", "Measures the scene network on frames of 640x512, beside OpenCV's DNN module and PyTorch. Example: bench vision --json vision.json")
        {
            Model, Frames, Threads, Seed, Device, CudaGraph, Json, Plot,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var model = parsed.GetRequiredValue(Model);
        var directory = Directory.Exists(model) ? ModelDirectory.Open(model) : ModelDirectory.Find(model);
        using var bench = new VisionBench(directory, Options(parsed), parsed.GetRequiredValue(Seed));
        var (report, times) = bench.Run(parsed.GetRequiredValue(Frames), cancellation);
        Print(report);
        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        if (parsed.GetValue(Plot) is { } plot)
        {
            AtomicFile.Write(plot.FullName, VisionBenchPlot.Of(times));
        }

        return Task.FromResult(0);
    }

    private static OnnxOptions Options(ParseResult parsed)
    {
        var (device, graph) = (DeviceChoice.Resolve(parsed.GetRequiredValue(Device)), parsed.GetValue(CudaGraph));
        return graph && device.Kind == DeviceKind.Cpu
            ? throw new UserErrorException("--cuda-graph needs a GPU: use it with --device cuda or tensorrt.")
            : new() { Device = device, Threads = parsed.GetRequiredValue(Threads), DeviceMemory = graph, CudaGraph = graph };
    }

    private static void Print(BenchVisionReport r)
    {
        Console.WriteLine($"{"full path",-32} p50 {r.FullPathMs.P50,6:F2} ms  p99 {r.FullPathMs.P99,6:F2} ms  {r.ManagedBytesPerFrame:F0} managed bytes a frame");
        Console.WriteLine($"{"ONNX Runtime alone",-32} p50 {r.NetworkMs.P50,6:F2} ms  p99 {r.NetworkMs.P99,6:F2} ms  overhead {r.OverheadRatio:P1} (of the medians {r.OverheadOfMedians:P1})");
        foreach (var peer in r.Peers)
        {
            Console.WriteLine($"{peer.Name,-32} p50 {peer.P50Ms,6:F2} ms  {peer.Ratio:F2} x the full path");
        }
    }
}
