using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Pipeline.Operators;

/// <summary>
/// Reads a camera on a thread of its own, from <see cref="Start"/> until the camera ends, the reader is told to stop, or the
/// receiver leaves. Serves one subscriber, once.
/// </summary>
/// <param name="camera">Camera; not disposed here.</param>
/// <param name="firstRetry">First wait after a lost source; it doubles up to two seconds.</param>
/// <param name="time">Clock.</param>
/// <param name="stop">Ends the reading in order: what was captured still passes the graph.</param>
internal sealed class CaptureSource(ICamera camera, TimeSpan firstRetry, TimeProvider time, CancellationToken stop)
    : IObservable<Stamped<StereoFrame>>, IDisposable
{
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IObserver<Stamped<StereoFrame>>? _observer;
    private long _captured;
    private long _refused;
    private long _lastOriginNs;

    /// <summary>Raised on the reader's thread for each fault of the camera, and with a fault of code None when frames come again.</summary>
    public event Action<Fault>? Faulted;

    /// <summary>Frames read.</summary>
    public long Captured => Interlocked.Read(ref _captured);

    /// <summary>Frames disposed at once because their stamp did not increase.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Why the reading ended; code None when it was told to stop.</summary>
    public Fault End { get; private set; }

    /// <summary>What the camera threw, if that ended the reading.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Ends when the thread no longer touches the camera.</summary>
    public Task Ended => _ended.Task;

    public IDisposable Subscribe(IObserver<Stamped<StereoFrame>> observer)
    {
        _observer = observer;
        return System.Reactive.Disposables.Disposable.Create(_stop.Cancel);
    }

    /// <summary>Starts reading, once the whole graph is connected.</summary>
    /// <exception cref="InvalidOperationException">Nobody has subscribed.</exception>
    public void Start()
    {
        var observer = _observer ?? throw new InvalidOperationException("Nobody listens to the camera.");
        new Thread(() => Run(observer)) { IsBackground = true, Name = "capture" }.Start();
    }

    public void Dispose() => _stop.Dispose();

    private void Run(IObserver<Stamped<StereoFrame>> observer)
    {
        try
        {
            ReadAll(observer);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop.
        }
#pragma warning disable CA1031 // The graph's owner gets it; a thread must not end the process.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Error = error;
        }

        _ended.SetResult();
        if (Error is null)
        {
            observer.OnCompleted();
        }
        else
        {
            observer.OnError(Error);
        }
    }

    private void ReadAll(IObserver<Stamped<StereoFrame>> observer)
    {
        var retry = firstRetry;
        var faulty = false;
        while (!_stop.IsCancellationRequested)
        {
            var outcome = camera.Read(_stop.Token);
            if (outcome.TryGet(out var frame))
            {
                if (faulty)
                {
                    Faulted?.Invoke(default);
                }

                (faulty, retry) = (false, firstRetry);
                Pass(frame, observer);
                continue;
            }

            // A file that breaks off does not come back; a camera may.
            if (outcome.Fault.Code == FaultCode.EndOfStream || (outcome.Fault.Code == FaultCode.SourceLost && !camera.IsLive))
            {
                End = outcome.Fault;
                return;
            }

            faulty = true;
            Faulted?.Invoke(outcome.Fault);
            if (outcome.Fault.Code == FaultCode.SourceLost)
            {
                Task.Delay(retry, time, _stop.Token).GetAwaiter().GetResult();
                retry = retry * 2 < s_longestRetry ? retry * 2 : s_longestRetry;
            }
            else
            {
                // A camera that fails without waiting must not take a whole core.
                _stop.Token.WaitHandle.WaitOne(1);
            }
        }
    }

    private void Pass(Stamped<StereoFrame> frame, IObserver<Stamped<StereoFrame>> observer)
    {
        Interlocked.Increment(ref _captured);
        if (frame.OriginNs > _lastOriginNs)
        {
            _lastOriginNs = frame.OriginNs;
            observer.OnNext(frame);
            return;
        }

        Interlocked.Increment(ref _refused);
        frame.Value.Dispose();
        Faulted?.Invoke(new Fault(FaultCode.OutOfOrder, "A frame's stamp did not increase."));
    }
}
