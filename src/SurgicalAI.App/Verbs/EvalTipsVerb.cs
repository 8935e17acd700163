using System.CommandLine;
using SurgicalAI.App.Evaluation.Tips;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs.SimModes;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Verbs;

/// <summary><c>eval tips</c>: how well tool tips and shaft axes are found and followed, in the picture and in space.</summary>
internal static class EvalTipsVerb
{
    private const string Truth = "truth";

    private static readonly Option<int> Episodes = CommonOptions.Count("--episodes", 20, "Episodes; tasks, looks and places of the endoscope change from one to the next.");
    private static readonly Option<int> Frames = CommonOptions.Count("--frames", 60, "Pictures of each episode, 30 to the second.");
    private static readonly Option<string> Model = new("--model")
    {
        Description = $"Name or folder of the network that labels the pictures, or '{Truth}' for the simulator's own labels.",
        DefaultValueFactory = _ => OnnxSegmenter.ModelName,
    };

    private static readonly Option<ulong> Seed = CommonOptions.Seed(3000);
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = new("--size") { Description = "Picture per eye, WIDTHxHEIGHT in pixels.", DefaultValueFactory = _ => "640x512" };
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("tips", "Scores tips and axes of tools in the simulator, where the truth is known. Example: eval tips --episodes 20 --model truth --realism --json tips.json")
        {
            Episodes, Frames, Model, SimArguments.Realism, Seed, Device, Size, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (width, height) = PictureSize.Parse(parsed.GetRequiredValue(Size));
        var options = new TipEvaluationOptions(
            parsed.GetRequiredValue(Episodes), parsed.GetRequiredValue(Frames), parsed.GetRequiredValue(Seed), width, height, parsed.GetValue(SimArguments.Realism));
        using var network = Load(parsed.GetRequiredValue(Model), DeviceChoice.Resolve(parsed.GetRequiredValue(Device)), out var device);
        var score = TipEvaluation.Run(options, network, cancellation);
        var report = EvalTipsReport.Of(options, score, network is null ? null : new(network.Name, network.Sha256), device);
        Print(report);
        if (parsed.GetValue(Json) is { } file)
        {
            ReportFile.Write(file, report);
        }

        return Task.FromResult(0);
    }

    private static NetworkUnderTest? Load(string model, DeviceChoice choice, out string device)
    {
        device = model == Truth ? "none" : choice.Name;
        return model == Truth ? null : NetworkUnderTest.Load(Directory.Exists(model) ? ModelDirectory.Open(model) : ModelDirectory.Find(model), new OnnxOptions { Device = choice });
    }

    private static void Print(EvalTipsReport r)
    {
        var t = r.Tip2d;
        Console.WriteLine($"tips in the picture   {t.Visible} visible, {100 * t.Missed:F1} % missed, {t.FalsePerFrame:F3} false a frame, median {t.MedianPx:F2} px, 95 % {t.P95Px:F2} px");
        Console.WriteLine($"axis of the shaft     {r.AxisDeg.Count} seen, median {r.AxisDeg.Median:F2} deg, 95 % {r.AxisDeg.P95:F2} deg");
        Console.WriteLine("tips in space         depth mm     count  answered   median mm     95 % mm   depth bias mm");
        foreach (var row in r.Tip3d.Where(row => row.Count > 0))
        {
            Console.WriteLine($"  {row.Kind,-18} {row.FromMm,4:F0} to {row.ToMm,3:F0} {row.Count,9} {100 * row.Answered,7:F1} % {row.MedianMm,11:F2} {row.P95Mm,11:F2} {row.DepthBiasMm,15:F2}");
        }

        foreach (var row in r.Tip3dBy.Where(row => row.By != "episode").OrderBy(row => row.By).ThenBy(row => row.Kind).ThenBy(row => row.Name))
        {
            Console.WriteLine($"  {row.Kind,-18} {row.Name,-20} {row.Count,5} {100 * row.Answered,7:F1} % {row.MedianMm,11:F2} {row.P95Mm,11:F2} {row.DepthBiasMm,15:F2}");
        }

        Console.WriteLine($"time for both eyes    median {r.TimeMs.P50:F2} ms, 99 % {r.TimeMs.P99:F2} ms, without the network");
    }
}
