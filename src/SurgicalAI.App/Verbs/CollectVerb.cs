using System.CommandLine;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;
using SurgicalAI.Skills.Demonstrations;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.App.Verbs;

/// <summary><c>collect</c>: demonstrations of the scripted expert, as a LeRobot data set.</summary>
internal static class CollectVerb
{
    private static readonly Option<string> Task = CommonOptions.Task();
    private static readonly Option<int> Episodes = CommonOptions.Count("--episodes", 250, "Episodes to keep; the expert's failures are not kept.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1);
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<string> Look = SimSetup.Look();

    private static readonly Option<DirectoryInfo> Out = new("--out")
    {
        Description = "Folder of the data set; episodes are added to one that is there.",
        DefaultValueFactory = _ => new("recordings/needle-reach"),
    };

    private static readonly Option<double> Noise = new("--noise")
    {
        Description = "Share of the steps at which the arm is pushed aside, 0 to 1; the recorded action stays the expert's intention.",
        DefaultValueFactory = _ => 0.05,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("collect", "Records demonstrations of the scripted expert. Example: collect --episodes 250 --out recordings/needle-reach")
        {
            Task, Episodes, Seed, Out, Noise, Size, Look,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var options = SimSetup.Options(parsed.GetRequiredValue(Task), parsed.GetRequiredValue(Size), parsed.GetRequiredValue(Look));
        var data = new DatasetOptions { Task = options.Task, RateHz = 15, WidthPx = options.WidthPx, HeightPx = options.HeightPx };
        var directory = parsed.GetRequiredValue(Out).FullName;
        using var writer = DatasetWriter.Open(directory, data, new OpenCvVideoCodec(ImagePool.Shared));
        using var collector = new DemonstrationCollector(options, writer, parsed.GetRequiredValue(Noise));
        var wanted = parsed.GetRequiredValue(Episodes);
        var progress = new Progress("collect", wanted);
        for (int kept = 0, tried = writer.Info.Episodes; kept < wanted; tried++)
        {
            if (collector.Collect(SimSeeds.Episode(parsed.GetRequiredValue(Seed), tried), cancellation))
            {
                kept++;
                progress.Step();
            }
        }

        Console.WriteLine($"{writer.Info.Episodes} episodes, {writer.Info.Frames} frames in {directory}");
        return System.Threading.Tasks.Task.FromResult(0);
    }
}
