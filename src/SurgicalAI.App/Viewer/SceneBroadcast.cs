using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Time;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Viewing;

namespace SurgicalAI.App.Viewer;

/// <summary>Sends what happens in a world that runs by itself to a page or a recording, 30 states a second, from a thread of its own.</summary>
internal sealed class SceneBroadcast : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1.0 / 30);
    private readonly SimWorld _world;
    private readonly Latest<SceneMoment> _moment;
    private readonly SceneEncoder _encoder;
    private readonly string _driver;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    /// <summary>Starts sending.</summary>
    /// <param name="world">World; only what never changes of it is read.</param>
    /// <param name="moment">Its newest state.</param>
    /// <param name="driver">Who drives it, in words.</param>
    /// <param name="sink">Where the states go.</param>
    public SceneBroadcast(SimWorld world, Latest<SceneMoment> moment, string driver, ISceneSink sink)
    {
        (_world, _moment, _driver, _encoder) = (world, moment, driver, new(sink));
        _thread = new Thread(Run) { Name = "broadcast", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Error that ended the sending; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            ulong? seed = null;
            do
            {
                if (_moment.TryGet(out var moment))
                {
                    Send(moment, moment.Seed != seed);
                    seed = moment.Seed;
                }
            }
            while (!_stop.Token.WaitHandle.WaitOne(Period));
        }
#pragma warning disable CA1031 // Whatever kills this thread must reach the verb, which ends with it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
        }
    }

    private void Send(in SceneMoment moment, bool isNewEpisode)
    {
        if (isNewEpisode)
        {
            _encoder.Start(SceneHeaders.Of(_world, moment.Seed, _driver));
        }

        _encoder.Add(moment.Scene, moment.Status, 1);
    }
}
