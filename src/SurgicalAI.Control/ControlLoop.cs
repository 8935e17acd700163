using SurgicalAI.Control.Loop;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Control;

/// <summary>Calls a tick at a fixed rate on a thread of its own, on an absolute schedule, and keeps a histogram of the periods.</summary>
public sealed class ControlLoop : IDisposable
{
    private readonly Action<long> _tick;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private readonly long _periodNs;
    private readonly bool _realTime;
    private long _skipped;
    private volatile bool _stop;

    /// <summary>Prepares the loop; <see cref="Start"/> runs it.</summary>
    /// <param name="rateHz">Ticks per second.</param>
    /// <param name="tick">Called with the Unix time in nanoseconds; must not throw.</param>
    /// <param name="time">Clock whose time the ticks are told.</param>
    /// <param name="realTime">Ask for SCHED_FIFO; <see cref="Scheduling"/> says what the thread got.</param>
    public ControlLoop(double rateHz, Action<long> tick, TimeProvider time, bool realTime = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rateHz);
        ArgumentNullException.ThrowIfNull(tick);
        ArgumentNullException.ThrowIfNull(time);
        (_tick, _time, _periodNs, _realTime) = (tick, time, (long)(1e9 / rateHz), realTime);
        _thread = new Thread(Run) { Name = "control", IsBackground = true, Priority = ThreadPriority.Highest };
    }

    /// <summary>Periods between the starts of consecutive ticks.</summary>
    public PeriodHistogram Periods { get; } = new();

    /// <summary>Ticks left out because the one before ended a whole period too late.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>How the thread is scheduled, in words; empty before it runs.</summary>
    public string Scheduling { get; private set; } = "";

    /// <summary>Error that ended the loop; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Starts the thread; once only.</summary>
    public void Start() => _thread.Start();

    /// <summary>Ends the loop after the tick in progress.</summary>
    public void Dispose()
    {
        _stop = true;
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        try
        {
            Scheduling = _realTime ? ThreadUrgency.Raise() : "highest priority";
            var schedule = new TickSchedule(PreciseWait.NowNs(), _periodNs);
            for (var lastNs = 0L; !_stop;)
            {
                PreciseWait.Until(schedule.DueNs);
                var startNs = PreciseWait.NowNs();
                if (lastNs != 0)
                {
                    Periods.Add(startNs - lastNs);
                }

                lastNs = startNs;
                _tick(_time.NowNs());
                schedule.Advance(PreciseWait.NowNs());
                Interlocked.Exchange(ref _skipped, schedule.Skipped);
            }
        }
        catch (Exception e)
        {
            // An arm whose loop has died no longer gets setpoints; whoever owns the loop looks here.
            Failure = e;
        }
    }
}
