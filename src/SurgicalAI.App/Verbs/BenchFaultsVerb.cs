using System.CommandLine;
using SurgicalAI.App.Benchmarks.Faults;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Faults;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Skills.Act;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>bench faults</c>: every fault on demand, in the closed loop, while the arm moves.</summary>
internal static class BenchFaultsVerb
{
    private static readonly Option<int> Injections = CommonOptions.Count("--injections", 20, "Injections of each fault.");
    private static readonly Option<string[]> Only = new("--only") { Description = "Names of the faults; all without it.", HelpName = "NAME", DefaultValueFactory = _ => [] };
    private static readonly Option<string> Task = CommonOptions.Task();
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<string> Look = SimSetup.Look();
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("faults", "Injects every fault while the arm moves and watches it. Example: bench faults --json faults.json")
        {
            Injections, Only, Task, Size, Look, Seed, Device, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var cases = Cases(parsed.GetRequiredValue(Only));
        var device = DeviceChoice.Resolve(parsed.GetRequiredValue(Device));
        using var segmenter = OnnxSegmenter.Load(new OnnxOptions { Device = device, Threads = 2 }, ImagePool.Shared);
        using var policy = ActPolicy.Load(new OnnxOptions { Device = device, Threads = 1 });
        var (settings, seed) = (Settings(parsed), parsed.GetRequiredValue(Seed));
        var stage = await FaultStage.OpenAsync(settings, (segmenter, policy), TimeProvider.System, cancellation).ConfigureAwait(false);
        await using var close = stage.ConfigureAwait(false);
        var figures = await new FaultBench(stage, parsed.GetRequiredValue(Injections), seed).RunAsync(cases, cancellation).ConfigureAwait(false);
        var report = new BenchFaultsReport(
            figures, settings.Sim!.Task, SimWorld.StepS * 1e3, seed, BuildInfo.Commit, [Figure(OnnxSegmenter.ModelName), Figure(ActPolicy.ModelName)], device.Name, MachineInfo.Describe());
        Print(report);
        if (parsed.GetValue(Json) is { } json)
        {
            ReportFile.Write(json, report);
        }

        return 0;
    }

    private static IReadOnlyList<FaultCase> Cases(string[] names)
    {
        if (names.FirstOrDefault(name => FaultCase.All.All(fault => fault.Name != name)) is { } unknown)
        {
            throw new UserErrorException($"--only {unknown}: there is no such fault; choose from {string.Join(", ", FaultCase.All.Select(fault => fault.Name))}.");
        }

        return names.Length == 0 ? FaultCase.All : [.. FaultCase.All.Where(fault => names.Contains(fault.Name))];
    }

    // Every fault is prepared; the bench says when each happens.
    private static RunSettings Settings(ParseResult parsed)
    {
        var source = $"sim:{parsed.GetRequiredValue(Task)}";
        return new()
        {
            Source = source,
            Sim = SimSetup.OfSource(source, parsed.GetRequiredValue(Size), parsed.GetRequiredValue(Look)),
            BrokerPort = 0,
            Seed = parsed.GetRequiredValue(Seed),
            WithEngine = false,
            Faults = [.. FaultSpec.Names.Select(FaultSpec.Parse)],
        };
    }

    private static ModelFigure Figure(string name) => new(name, ModelDirectory.Find(name).Card.Sha256);

    private static void Print(BenchFaultsReport report)
    {
        Console.WriteLine($"{"fault",-18} {"stopped",-9} safe after, ms        past limits  after loss: followed, moved, way    moved again by itself");
        foreach (var f in report.Faults)
        {
            var safe = f.TimeToSafeMs is { } t ? $"median {t.Median,5:F0}  max {t.Max,5:F0}" : "went on, on good advice";
            Console.WriteLine($"{f.Name,-18} {f.Stopped,2} of {f.Injections,-3} {safe,-23} {f.LimitOvershoots,7}  {f.FollowedAfterLossMsMax,12:F1} ms {f.MotionAfterLossMsMax,6:F1} ms {f.TravelAfterLossMmMax,5:F1} mm  {f.RecoveredWithoutRearm,8}");
        }
    }
}
