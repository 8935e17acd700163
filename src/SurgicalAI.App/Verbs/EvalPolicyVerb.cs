using System.CommandLine;
using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Simulation;
using SurgicalAI.Inference;

namespace SurgicalAI.App.Verbs;

/// <summary><c>eval policy</c>: how often the policy succeeds on seeds it never saw.</summary>
internal static class EvalPolicyVerb
{
    private static readonly Option<string> Task = CommonOptions.Task();
    private static readonly Option<int> Episodes = CommonOptions.Count("--episodes", 100, "Episodes of each of expert, policy and blind policy.");
    private static readonly Option<ulong> Seed = CommonOptions.Seed(1000);
    private static readonly Option<int> Workers = CommonOptions.Count("--workers", 2, "Episodes played at the same time; the figures do not depend on it.");
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<string> Look = SimSetup.Look();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("policy", "Scores the policy in lockstep. Example: eval policy --task needle-reach --episodes 100 --seed 1000 --json eval.json")
        {
            Task, Episodes, Seed, Workers, Device, Size, Look, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var sim = SimSetup.Options(parsed.GetRequiredValue(Task), parsed.GetRequiredValue(Size), parsed.GetRequiredValue(Look));
        var device = DeviceChoice.Resolve(parsed.GetRequiredValue(Device));
        Console.Error.WriteLine($"device {device}");
        var evaluation = new PolicyEvaluation(sim, device, parsed.GetRequiredValue(Workers));
        var report = evaluation.Run(parsed.GetRequiredValue(Seed), parsed.GetRequiredValue(Episodes), cancellation);
        Print(report);
        if (parsed.GetValue(Json) is { } file)
        {
            ReportFile.Write(file, report);
        }

        return System.Threading.Tasks.Task.FromResult(0);
    }

    private static void Print(EvalPolicyReport r)
    {
        Console.WriteLine($"policy  {r.Successes}/{r.Episodes} = {r.SuccessRate:F2}  (95 % {r.Ci95[0]:F2} to {r.Ci95[1]:F2}), median {r.MedianSteps} steps at {r.PolicyRateHz:F0} Hz");
        Console.WriteLine($"expert  {r.ExpertSuccessRate:F2}, median {r.ExpertMedianSteps} steps");
        Console.WriteLine($"blind   {r.BlindSuccessRate:F2}");
    }
}
