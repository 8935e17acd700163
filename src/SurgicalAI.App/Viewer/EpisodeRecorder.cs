using SurgicalAI.App.Evaluation;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;
using SurgicalAI.Sim.Viewing;

namespace SurgicalAI.App.Viewer;

/// <summary>Writes states of a world to a recording, 50 a second of simulated time. One thread at a time.</summary>
internal sealed class EpisodeRecorder : IDisposable
{
    private const int StepsPerFrame = 10;
    private readonly RecordingSink _file;
    private readonly SceneEncoder _encoder;

    private EpisodeRecorder(FileInfo file)
    {
        _file = new RecordingSink(file.FullName);
        _encoder = new SceneEncoder(_file);
    }

    /// <summary>Plays an episode and keeps it.</summary>
    /// <param name="options">Simulator.</param>
    /// <param name="driverName">Who drives, one of <see cref="TaskDrivers.Names"/>.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="file">Recording.</param>
    public static void Play(SimOptions options, string driverName, ulong seed, FileInfo file)
    {
        var world = new SimWorld(options);
        using var recorder = new EpisodeRecorder(file);
        var driver = new TaskDriver(world, TaskDrivers.Of(driverName)(world.Task)) { OnStep = recorder.Watch };
        driver.Begin(seed);
        recorder.Begin(world, seed, driverName);
        while (!world.Status.IsOver)
        {
            driver.Step();
        }

        recorder._file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Begin(SimWorld world, ulong seed, string driver)
    {
        _encoder.Start(SceneHeaders.Of(world, seed, driver));
        Add(world);
    }

    private void Watch(SimWorld world)
    {
        if (world.EpisodeSteps % StepsPerFrame == 0 || world.Status.IsOver)
        {
            Add(world);
        }
    }

    private void Add(SimWorld world) => _encoder.Add(world.Snapshot(), world.Status, 1);
}
