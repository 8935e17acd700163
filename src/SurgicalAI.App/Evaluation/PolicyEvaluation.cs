using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Inference;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Skills.Act;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Evaluation;

/// <summary>Scores the shipped policy on unseen seeds, beside the scripted expert and the same policy without sight.</summary>
internal sealed class PolicyEvaluation(SimOptions options, DeviceChoice device, int workers)
{
    // One thread per session and worker: two workers fill two cores, and the sums come out the same every time.
    private readonly OnnxOptions _onnx = new() { Device = device, Threads = 1 };

    /// <summary>Runs the three batches.</summary>
    public EvalPolicyReport Run(ulong seed, int episodes, CancellationToken cancellation)
    {
        var expert = Batch("expert", () => new ExpertActor());
        var policy = Batch("policy", () => Actor(blind: false));
        var blind = Batch("blind", () => Actor(blind: true));
        var successes = policy.Count(r => r.Success);
        return new EvalPolicyReport(
            options.Task,
            episodes,
            successes,
            Rate(policy),
            WilsonInterval.At95(successes, episodes),
            MedianSteps(policy),
            1 / LockstepEpisode.StepS,
            Rate(expert),
            MedianSteps(expert),
            Rate(blind),
            episodes,
            [.. policy.Where(r => !r.Success).Select(r => new FailedEpisode(r.Seed, Math.Round(r.DistanceM * 1000, 2)))],
            new GateReport(policy.Sum(r => r.Gate.Cleared), policy.Sum(r => r.Gate.Clamped), policy.Sum(r => r.Gate.Refused)),
            [Model(OnnxSegmenter.ModelName), Model(ActPolicy.ModelName)],
            seed,
            device.Name,
            BuildInfo.Commit,
            MachineInfo.Describe());

        EpisodeResult[] Batch(string name, Func<IActor> actor) =>
            EpisodeBatch.Play(options, actor, seed, episodes, workers, new Progress(name, episodes), cancellation);
    }

    private static double Rate(EpisodeResult[] results) => (double)results.Count(r => r.Success) / results.Length;

    private static ModelReport Model(string name) => new(name, ModelDirectory.Find(name).Card.Sha256);

    private static double? MedianSteps(EpisodeResult[] results) => Median.Of(results.Where(r => r.Success).Select(r => (double)r.Steps));

    private PolicyActor Actor(bool blind)
    {
        ISegmenter segmenter = OnnxSegmenter.Load(_onnx, ImagePool.Shared);
        IPolicy policy = ActPolicy.Load(_onnx, new ActPolicyOptions { WithholdWhenBlind = !blind });
        return new PolicyActor(options.Camera, segmenter, policy, blind);
    }
}
