using System.Diagnostics;
using SurgicalAI.App.Evaluation;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;
using SurgicalAI.Sim.Viewing;

namespace SurgicalAI.App.Viewer;

/// <summary>
/// Plays a task's episodes one after the other at the pace that the person at the page asks for, on a thread of its own. When an
/// episode is over it shows the end for a moment and begins the next seed.
/// </summary>
internal sealed class ViewerSession : IDisposable
{
    private const double FrameS = 1.0 / 30;
    private const double LongestBurstS = 0.05;
    private const double ShowEndS = 1.5;

    private readonly SimWorld _world;
    private readonly TaskDriver _driver;
    private readonly SceneEncoder _encoder;
    private readonly ViewerControl _control;
    private readonly string _driverName;
    private readonly Thread _thread;
    private ulong _seed;
    private double _owedS;
    private double _overS;
    private double _shownSpeed;
    private volatile bool _stop;

    /// <summary>Makes a session; <see cref="Start"/> runs it.</summary>
    /// <param name="options">Simulator.</param>
    /// <param name="driverName">Who drives, one of <see cref="TaskDrivers.Names"/>.</param>
    /// <param name="seed">Seed of the first episode.</param>
    /// <param name="sink">Where the states go.</param>
    /// <param name="control">What the person wants.</param>
    public ViewerSession(SimOptions options, string driverName, ulong seed, ISceneSink sink, ViewerControl control)
    {
        (_driverName, _seed, _control) = (driverName, seed, control);
        _world = new SimWorld(options);
        _driver = new TaskDriver(_world, TaskDrivers.Of(driverName)(_world.Task));
        _encoder = new SceneEncoder(sink);
        _thread = new Thread(Run) { Name = "viewer", IsBackground = true };
    }

    /// <summary>Error that ended the session; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Starts the thread; once only.</summary>
    public void Start() => _thread.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop = true;
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            Begin();
            for (var last = Stopwatch.GetTimestamp(); !_stop;)
            {
                var passedS = Stopwatch.GetElapsedTime(last).TotalSeconds;
                last = Stopwatch.GetTimestamp();
                if (Advance(passedS))
                {
                    _encoder.Add(_world.Snapshot(), _world.Status, _control.Speed);
                }

                Thread.Sleep(TimeSpan.FromSeconds(Math.Max(0, FrameS - Stopwatch.GetElapsedTime(last).TotalSeconds)));
            }
        }
#pragma warning disable CA1031 // Whatever kills this thread must reach the verb, which ends with it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
        }
    }

    private void Begin()
    {
        _driver.Begin(_seed);
        (_owedS, _overS) = (0, 0);
        _encoder.Start(SceneHeaders.Of(_world, _seed, _driverName));
        _encoder.Add(_world.Snapshot(), _world.Status, _control.Speed);
    }

    // True when there is something new to show, the pace included.
    private bool Advance(double passedS)
    {
        if (_control.TakeEpisode() is not EpisodeWish.None and var wish)
        {
            _seed += wish == EpisodeWish.Next ? 1UL : 0;
            Begin();
            return false;
        }

        var speed = _control.Speed;
        _owedS = Math.Min(LongestBurstS, _owedS + (speed * passedS));
        var due = (int)(_owedS / SimWorld.StepS);
        _owedS -= due * SimWorld.StepS;
        var steps = due + _control.TakeSteps();
        Step(steps);
        if (_world.Status.IsOver && (_overS += speed * passedS) > ShowEndS)
        {
            _seed++;
            Begin();
        }

        var isNews = steps > 0 || speed != _shownSpeed;
        _shownSpeed = speed;
        return isNews;
    }

    private void Step(int steps)
    {
        for (; steps > 0; steps--)
        {
            _driver.Step();
        }
    }
}
