using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;

namespace SurgicalAI.App.Benchmarks.Faults;

/// <summary>A second operator who does not know of the first: accepts, streams a pose of its own and asks for another mode, a hundred times a second.</summary>
internal sealed class Intruder : IDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(10);

    private readonly IMessageBus _bus;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly IDisposable _advice;
    private readonly IDisposable _tool;
    private readonly Latest<SuggestionMessage> _seen = new();
    private readonly Latest<CartesianStateMessage> _pose = new();
    private int _sequence;

    /// <summary>Begins.</summary>
    /// <param name="bus">A connection of its own; not disposed here.</param>
    /// <param name="time">Clock.</param>
    public Intruder(IMessageBus bus, TimeProvider time)
    {
        (_bus, _time) = (bus, time);
        _advice = bus.Subscribe(Topics.Suggestion, m => _seen.Set(m));
        _tool = bus.Subscribe(Topics.MeasuredCp, m => _pose.Set(m));
        _timer = time.CreateTimer(_ => Beat(), null, s_beat, s_beat);
    }

    /// <summary>True while it meddles.</summary>
    public bool IsOn { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _advice.Dispose();
        _tool.Dispose();
    }

    private void Beat()
    {
        if (!IsOn || !_pose.TryGet(out var tool))
        {
            return;
        }

        var (T, nowNs) = (tool.T_ecm_tool, _time.NowNs());
        _bus.Publish(Topics.ServoCp, new ServoCpMessage(Next(nowNs), new(T.R, T.P + new Vec3(0.02, 0, 0)), nowNs + (100 * Si.MsNs)));
        _bus.Publish(Topics.ModeCommand, new ModeMessage(Next(nowNs), ControlMode.Observe, "the second operator"));
        if (_seen.TryGet(out var advice))
        {
            _bus.Publish(Topics.Decision, new DecisionMessage(Next(nowNs), advice.Header.Sequence, DecisionKind.Hold, ""));
        }
    }

    private Header Next(long nowNs) => new(nowNs, Interlocked.Increment(ref _sequence), _bus.Session);
}
