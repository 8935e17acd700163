using System.CommandLine;
using SurgicalAI.App.Verbs.Datasets;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Verbs;

/// <summary>The command line: verbs, and one place where errors become one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Exit code of a failed run.</summary>
    public const int Failed = 1;

    /// <summary>Exit code of bad input.</summary>
    public const int BadInput = 2;

    // Ctrl-C asks a verb to end; on a busy machine closing camera, broker and report takes longer than the library's 2 s,
    // after which it would end the process with exit code 130 and the report unwritten.
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(30);

    /// <summary>Runs the verb named by the arguments.</summary>
    /// <returns>0 when done, 1 when the run failed, 2 when the input was bad.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("SurgicalAI: vision and skill learning for surgical robots. Research software, not a medical device.");
        root.Add(DemoVerb.Create());
        root.Add(RunVerb.Create());
        root.Add(SimVerb.Create());
        root.Add(CollectVerb.Create());
        root.Add(SegmentVerb.Create());
        root.Add(DatasetVerb.Create());
        root.Add(BrokerVerb.Create());
        root.Add(BenchVerb.Create());
        root.Add(new Command("model", "Works on a finished model.") { QuantiseModelVerb.Create(), OperatingPointVerb.Create() });
        root.Add(new Command("eval", "Scores a model on seeds it never saw.") { EvalPolicyVerb.Create(), EvalSegmentationVerb.Create(), EvalRankingVerb.Create(), EvalTipsVerb.Create() });
        root.Add(new Command("train", "Trains a model; the only verbs that load libtorch.") { TrainSegmentationVerb.Create(), TrainPolicyVerb.Create(), TrainEncoderVerb.Create() });
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"error: {parsed.Errors[0].Message} See --help.").ConfigureAwait(false);
            return BadInput;
        }

        try
        {
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = ShutdownTime };
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (UserErrorException error)
        {
            await Console.Error.WriteLineAsync($"error: {error.Message}").ConfigureAwait(false);
            return BadInput;
        }
    }
}
