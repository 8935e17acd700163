using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.App.Engine;

/// <summary>Tells the console ten times a second how everything stands.</summary>
internal sealed class ConsoleStatus : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly ConsoleFeed _feed;
    private readonly EngineGraph _graph;
    private readonly OperatorDesk? _desk;
    private readonly ConsoleState _fixed;
    private readonly TimeProvider _time;
    private readonly Rate _frames = new();
    private readonly Rate _steps = new();
    private readonly ITimer _timer;

    /// <summary>Starts telling.</summary>
    /// <param name="feed">Console.</param>
    /// <param name="graph">Engine.</param>
    /// <param name="desk">Robot side as the console hears it; null without a robot.</param>
    /// <param name="unchanging">Source, arm, device and models.</param>
    /// <param name="time">Clock.</param>
    public ConsoleStatus(ConsoleFeed feed, EngineGraph graph, OperatorDesk? desk, ConsoleState unchanging, TimeProvider time)
    {
        (_feed, _graph, _desk, _fixed, _time) = (feed, graph, desk, unchanging, time);
        _timer = time.CreateTimer(_ => _feed.PublishState(State()), null, TimeSpan.Zero, Period);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private ConsoleState State()
    {
        var now = _time.NowNs();
        var state = _fixed with
        {
            FramesPerSecond = _frames.Of(_graph.Frames.Processed, now),
            PolicyStepsPerSecond = _steps.Of(_graph.PolicySteps, now),
            Engine = new HealthView(_graph.State, _graph.Reason),
            CaptureToSuggestion = View(_graph.CaptureToSuggestion),
            CaptureToArm = View(_graph.Robot.CaptureToArm),
        };
        return _desk is null ? state : WithRobot(state, _desk);
    }

    private static ConsoleState WithRobot(ConsoleState state, OperatorDesk desk)
    {
        desk.Robot.TryGet(out var robot);
        desk.Mode.TryGet(out var mode);
        desk.Scene.TryGet(out var scene);
        desk.Suggestion.TryGet(out var suggestion);
        return state with
        {
            BrokerConnected = desk.IsConnected,
            Arm = Arm(state.Arm.Name, desk),
            Mode = mode?.Mode ?? ControlMode.Observe,
            ModeReason = mode?.Reason ?? "",
            Robot = new HealthView(robot?.State ?? "", desk.OtherOperator.Length > 0 ? $"another operator commands ({desk.OtherOperator})" : robot?.Reason ?? ""),
            Gate = robot?.Gate ?? default,
            Episodes = scene is null ? null : new EpisodeView(scene.Task, scene.Finished, scene.Successes),
            Suggestion = suggestion is null
                ? null
                : new SuggestionView(suggestion.Header.Sequence, suggestion.Header.StampNs, Confidence.Word(suggestion.Confidence)),
        };
    }

    private static ArmView Arm(string name, OperatorDesk desk)
    {
        desk.Operating.TryGet(out var operating);
        return new ArmView(
            name,
            operating?.State ?? CrtkState.Disabled,
            operating?.Reason ?? "the robot has not spoken yet",
            operating?.IsHomed ?? false,
            operating?.IsSimulated ?? false,
            desk.Tool.TryGet(out var tool) ? tool.T_ecm_tool.P : null,
            desk.Jaw.TryGet(out var jaw) ? jaw.PositionRad : null);
    }

    private static LatencyView? View(LatencyHistogram histogram)
    {
        var summary = histogram.Summary();
        return summary.Count == 0 ? null : new LatencyView(summary.Count, summary.P50, summary.P99);
    }
}
