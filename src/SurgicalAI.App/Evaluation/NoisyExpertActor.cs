using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.App.Evaluation;

/// <summary>
/// The expert, pushed aside now and then: what is carried out is disturbed for some steps, what is recorded stays the expert's
/// intention, so that the demonstrations also show the way back (noise injection as in DART).
/// </summary>
/// <param name="seed">Seed of the pushes.</param>
/// <param name="share">Share of the steps at which a push begins, 0 to 1.</param>
internal sealed class NoisyExpertActor(ulong seed, double share) : IActor
{
    private const double PushMPerS = 40 * Si.Mm;
    private const int MinSteps = 3;
    private const int MaxSteps = 7;

    private readonly Random _random = new((int)(seed ^ (seed >> 32)));
    private Vec3 _push_ecm;
    private int _left;

    /// <inheritdoc/>
    public string Model => "expert";

    /// <summary>What the expert itself wanted at the last step.</summary>
    public Waypoint Intended { get; private set; }

    /// <inheritdoc/>
    public void Reset() => _left = 0;

    /// <inheritdoc/>
    public Outcome<PolicyPlan> Act(in SceneState scene, in ToolState tool, int step)
    {
        Intended = NeedleReachExpert.Act(scene, LockstepEpisode.StepS, tool.StampNs);
        if (_left-- <= 0 && _random.NextDouble() < share)
        {
            _left = _random.Next(MinSteps, MaxSteps + 1);
            _push_ecm = Direction() * (PushMPerS * LockstepEpisode.StepS * _random.NextDouble());
        }

        var pose = Intended.T_ecm_tool;
        var carriedOut = _left > 0 ? Intended with { T_ecm_tool = pose with { P = pose.P + _push_ecm } } : Intended;
        return new PolicyPlan([carriedOut], 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private Vec3 Direction() =>
        new Vec3(_random.NextDouble() - 0.5, _random.NextDouble() - 0.5, _random.NextDouble() - 0.5).Normalized();
}
