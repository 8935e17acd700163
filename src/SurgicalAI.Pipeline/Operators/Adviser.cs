using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.Pipeline.Operators;

/// <summary>Asks the policy about a frame and publishes its advice, or says why there is none.</summary>
internal sealed class Adviser(IPolicy? policy, IPictureJudge? judge, IMessageBus? bus, EngineOptions options, TimeProvider time)
{
    private readonly FreezeWatch _freeze = new();
    private int _resetWanted = 1;
    private long _lastOriginNs;
    private long _steps;
    private int _sequence;

    /// <summary>Time of each plan.</summary>
    public LatencyHistogram PolicyLatency { get; } = new("policy");

    /// <summary>From capture to the publishing of advice.</summary>
    public LatencyHistogram CaptureToSuggestion { get; } = new("capture_to_suggestion");

    /// <summary>Why there was no advice, by code.</summary>
    public FaultCounts Withheld { get; } = new();

    /// <summary>Plans made.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    /// <summary>Mode in force as far as the engine knows; nothing is proposed in <see cref="ControlMode.Observe"/>.</summary>
    public Func<ControlMode> Mode { get; init; } = () => options.Mode;

    /// <summary>The policy forgets its plans before the next frame. From any thread.</summary>
    public void WantReset() => Volatile.Write(ref _resetWanted, 1);

    public Outcome<SuggestionMessage> Advise(Stamped<JoinedFrame> frame)
    {
        var outcome = Plan(frame);
        if (!outcome.Ok)
        {
            Withheld.Add(outcome.Fault.Code);
            return outcome;
        }

        bus?.Publish(Topics.Suggestion, outcome.Value);
        CaptureToSuggestion.RecordNs(time.NowNs() - frame.OriginNs);
        return outcome;
    }

    private Outcome<SuggestionMessage> Plan(Stamped<JoinedFrame> frame)
    {
        if (policy is null)
        {
            return new Fault(FaultCode.NotAllowed, "No policy is loaded.");
        }

        if (Mode() == ControlMode.Observe)
        {
            WantReset();
            return new Fault(FaultCode.NotAllowed, "The mode is observe.");
        }

        if (!frame.Value.Tool.TryGet(out var tool))
        {
            WantReset();
            return frame.Value.Tool.Fault;
        }

        if (_freeze.IsFrozen(frame.Value.Frame.Pictures.Left, tool.T_ecm_tool.P))
        {
            WantReset();
            return new Fault(FaultCode.PictureFrozen, "The picture stands still while the arm moves.");
        }

        ResetAfterGap(policy, frame.OriginNs);
        var startNs = time.NowNs();
        var plan = policy.Plan(new(frame.With(frame.Value.Frame.Labels), tool));
        PolicyLatency.RecordNs(time.NowNs() - startNs);
        Interlocked.Increment(ref _steps);
        return plan.TryGet(out var made) ? Message(policy.Model, frame.OriginNs, Doubted(made, frame.Value.Frame.Pictures)) : plan.Fault;
    }

    // A plan is no surer than the picture that it was made from.
    private PolicyPlan Doubted(in PolicyPlan plan, StereoFrame pictures) =>
        judge is null ? plan : plan with { Confidence = plan.Confidence * judge.Trust(pictures) };

    private void ResetAfterGap(IPolicy policy, long originNs)
    {
        var gap = originNs - _lastOriginNs > options.PictureGapNs;
        _lastOriginNs = originNs;
        if (Interlocked.Exchange(ref _resetWanted, 0) == 1 || gap)
        {
            policy.Reset();
        }
    }

    private SuggestionMessage Message(string model, long originNs, in PolicyPlan plan) => new(
        new(originNs, ++_sequence, bus?.Session ?? ""),
        options.Arm,
        model,
        originNs + options.SuggestionLifeNs,
        plan.Confidence,
        plan.Waypoints);
}
