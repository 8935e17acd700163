using System.Reactive.Disposables;
using SurgicalAI.Core;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Arms;
using SurgicalAI.Pipeline.Edges;
using SurgicalAI.Pipeline.Latency;
using SurgicalAI.Pipeline.Operators;

namespace SurgicalAI.Pipeline.Engine;

/// <summary>
/// The engine: capture, <c>Latest</c> (a file: <c>Bounded</c>, without loss), segment both eyes, join with the arm's state
/// at capture, ask the policy, publish its advice. Runs once.
/// </summary>
public sealed class EngineGraph : IDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(100);

    private readonly ICamera _camera;
    private readonly ISegmenter _segmenter;
    private readonly bool _hasPolicy;
    private readonly IMessageBus? _bus;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly Adviser _adviser;
    private readonly ModeKeeper? _mode;
    private readonly EngineHealth _health;
    private readonly ViewTap _views;
    private readonly EdgeCounts _captureEdge;
    private CaptureSource? _capture;
    private Fault _sourceFault;
    private long _processed;
    private long _failed;
    private long _startNs;
    private long _pictureNs;
    private long _endNs;

    /// <summary>Builds the graph; nothing runs yet.</summary>
    /// <param name="camera">Source; not disposed here.</param>
    /// <param name="segmenter">Segmenter; not disposed here.</param>
    /// <param name="policy">Policy; null to observe only. Not disposed here.</param>
    /// <param name="bus">Connection to the robot; null without one. Not disposed here.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="time">Clock, the same as the camera's.</param>
    /// <param name="judge">Lowers the confidence of advice made from a bad picture; null to trust every picture. Not disposed here.</param>
    public EngineGraph(
        ICamera camera, ISegmenter segmenter, IPolicy? policy, IMessageBus? bus, EngineOptions options, TimeProvider time, IPictureJudge? judge = null)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_camera, _segmenter, _hasPolicy, _bus, _options, _time) = (camera, segmenter, policy is not null, bus, options, time);
        Robot = new(bus, time);
        _mode = bus is null ? null : new(bus, options, time);
        _adviser = new(policy, judge, bus, options, time) { Mode = () => _mode?.InForce ?? options.Mode };
        _health = new(bus, options.HealthPeriodNs, time);
        _views = new(time);
        _captureEdge = new("capture", camera.IsLive ? EdgePolicy.Latest : EdgePolicy.Wait);
    }

    /// <summary>What is known of the robot side.</summary>
    public RobotWatch Robot { get; }

    /// <summary>Frames so far: captured = processed + dropped once the run has ended.</summary>
    public FrameCounts Frames => new(_capture?.Captured ?? 0, Interlocked.Read(ref _processed), DroppedFrames);

    /// <summary>Plans that the policy made.</summary>
    public long PolicySteps => _adviser.Steps;

    /// <summary>Time from the run's start to now or its end, seconds.</summary>
    public double Seconds => _startNs == 0 ? 0 : ((_endNs == 0 ? _time.NowNs() : _endNs) - _startNs) / (double)Si.SNs;

    /// <summary>"ok" or "degraded", as on <c>health/engine</c>.</summary>
    public string State => _health.State;

    /// <summary>Why the engine is degraded; empty when it is not.</summary>
    public string Reason => _health.Reason;

    /// <summary>Mode in force; the engine's own wish while no robot has said.</summary>
    public ControlMode Mode => _mode?.InForce ?? _options.Mode;

    /// <summary>Why the robot refused the engine's mode; empty when it did not.</summary>
    public string ModeRefusal => _mode?.Refusal ?? "";

    /// <summary>Faults of the source, by code.</summary>
    public FaultCounts SourceFaults { get; } = new();

    /// <summary>Frames without advice, by the code of the reason.</summary>
    public FaultCounts Withheld => _adviser.Withheld;

    /// <summary>Messages not sent or refused on arrival, by reason.</summary>
    public IReadOnlyDictionary<string, long> BusDropped => _bus?.Dropped ?? new Dictionary<string, long>();

    /// <summary>From capture to the publishing of advice.</summary>
    public LatencyHistogram CaptureToSuggestion => _adviser.CaptureToSuggestion;

    /// <summary>Time of each plan.</summary>
    public LatencyHistogram PolicyLatency => _adviser.PolicyLatency;

    /// <summary>Figures of every edge.</summary>
    public IReadOnlyList<EdgeCounts> Edges => [_captureEdge, .. _views.Counts];

    /// <summary>Time of each segmentation of both eyes.</summary>
    public LatencyHistogram SegmentLatency { get; } = new("segment");

    private long DroppedFrames => _captureEdge.Dropped + Interlocked.Read(ref _failed) + (_capture?.Refused ?? 0);

    /// <summary>
    /// Frames with all that became of them, on a thread of the viewer's own; the viewer disposes each. With
    /// <see cref="EdgePolicy.Latest"/> a slow viewer misses frames and never slows the engine; with
    /// <see cref="EdgePolicy.Wait"/> it misses none.
    /// </summary>
    /// <param name="name">Name of the edge in the report, for example "console".</param>
    /// <param name="policy">What happens when the viewer is slow.</param>
    public IObservable<Stamped<EngineView>> View(string name, EdgePolicy policy) => new Viewing(_views, name, policy);

    /// <summary>Runs until the source ends or the caller cancels; then what was captured still passes, and viewers see their last.</summary>
    /// <returns>Why it ended: <see cref="FaultCode.EndOfStream"/>, <see cref="FaultCode.SourceLost"/>, <see cref="FaultCode.DeviceLost"/>, or None when cancelled.</returns>
    /// <exception cref="InvalidOperationException">It has run before.</exception>
    public async Task<Fault> RunAsync(CancellationToken cancellation)
    {
        using var capture = new CaptureSource(_camera, _options.FirstRetry, _time, cancellation);
        if (Interlocked.CompareExchange(ref _capture, capture, null) is not null)
        {
            throw new InvalidOperationException("An engine runs once.");
        }

        _startNs = _pictureNs = _time.NowNs();
        ConnectRobot();
        capture.Faulted += OnSourceFault;
        using var heart = _bus is null ? null : new Heartbeat(_bus, "engine", _time);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = _time.CreateTimer(_ => Watch(), null, TimeSpan.Zero, s_tick);
        await using (watch.ConfigureAwait(false))
        {
            using var run = new SingleAssignmentDisposable();
            run.Disposable = Graph(capture).Subscribe(Finish, error => Fail(error, run, done), done.SetResult);
            try
            {
                capture.Start();
                await done.Task.ConfigureAwait(false);
                return capture.End;
            }
            catch (DeviceLostException lost)
            {
                return new Fault(FaultCode.DeviceLost, lost.Message);
            }
            finally
            {
                run.Dispose();
                await capture.Ended.ConfigureAwait(false);
                await _captureEdge.Finished.ConfigureAwait(false);
                await _views.EndAsync().ConfigureAwait(false);
                _endNs = _time.NowNs();
            }
        }
    }

    /// <summary>Leaves the robot's topics.</summary>
    public void Dispose() => Robot.Dispose();

    private IObservable<Stamped<AdvisedFrame>> Graph(IObservable<Stamped<StereoFrame>> capture)
    {
        var frames = _camera.IsLive
            ? capture.Latest(_captureEdge, _time)
            : capture.Bounded(_options.FileQueue, _captureEdge, _time);
        return frames
            .Segment(_segmenter, SegmentLatency, _time)
            .JoinToolState(Robot.Tool, _options.JoinWindowNs)
            .Advise(_adviser);
    }

    private void ConnectRobot()
    {
        if (_mode is null)
        {
            return;
        }

        Robot.Born += () =>
        {
            _adviser.WantReset();
            _mode.RobotBorn();
        };
        Robot.ModeChanged += _mode.OnMode;
        if (Robot.Session.Length > 0)
        {
            _mode.RobotBorn();
            if (Robot.Mode is { } mode)
            {
                _mode.OnMode(mode);
            }
        }
    }

    private void Finish(Stamped<AdvisedFrame> frame)
    {
        _views.Show(frame, _time.NowNs() - frame.OriginNs);
        frame.Value.Dispose();
        Interlocked.Exchange(ref _pictureNs, _time.NowNs());
        Interlocked.Increment(ref _processed);
    }

    // The operator that threw has disposed its frame; a camera's exception came without one. The graph is taken apart here,
    // on the thread that delivers frames: anywhere else it could deliver one more, which Rx would swallow with its pixels.
    private void Fail(Exception error, SingleAssignmentDisposable run, TaskCompletionSource done)
    {
        _failed += ReferenceEquals(error, _capture?.Error) ? 0 : 1;
        run.Dispose();
        done.SetException(error);
    }

    private void OnSourceFault(Fault fault)
    {
        if (fault.Code != FaultCode.None)
        {
            SourceFaults.Add(fault.Code);
        }

        if (fault.Code != FaultCode.OutOfOrder)
        {
            _sourceFault = fault;
            Watch();
        }
    }

    private void Watch()
    {
        _mode?.Tick();
        _health.Set(Trouble());
    }

    private string Trouble()
    {
        if (_sourceFault.Code != FaultCode.None)
        {
            return _sourceFault.Message;
        }

        if (_bus is { IsConnected: false })
        {
            return "the broker is not reached";
        }

        // Without a policy nobody needs the arm.
        var seenNs = Robot.LastNewsNs;
        return !_hasPolicy || _bus is null ? ""
            : _time.NowNs() - seenNs >= _options.ArmSilenceNs ? Silence(seenNs)
            : PicturesStale ? "the camera gives no new picture"
            : "";
    }

    private bool PicturesStale => _camera.IsLive && _time.NowNs() - Interlocked.Read(ref _pictureNs) >= _options.PictureSilenceNs;

    private string Silence(long seenNs)
    {
        var since = DateTime.UnixEpoch.AddTicks(seenNs / 100);
        return Robot.Health is { State: "gone" } ? $"arm silent since {since:HH:mm:ss.f} UTC: the robot is gone" : $"arm silent since {since:HH:mm:ss.f} UTC";
    }

    private sealed class Viewing(ViewTap views, string name, EdgePolicy policy) : IObservable<Stamped<EngineView>>
    {
        public IDisposable Subscribe(IObserver<Stamped<EngineView>> observer) => views.Subscribe(new(name, policy), observer);
    }
}
