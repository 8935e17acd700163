using SurgicalAI.Sim;
using SurgicalAI.Sim.Viewing;

namespace SurgicalAI.App.Viewer;

/// <summary>Writes states of a world to a recording, 50 a second of simulated time. One thread at a time.</summary>
internal sealed class EpisodeRecorder : IDisposable
{
    private const int StepsPerFrame = 10;
    private readonly RecordingSink _file;
    private readonly SceneEncoder _encoder;

    /// <summary>Opens the recording.</summary>
    public EpisodeRecorder(FileInfo file)
    {
        _file = new RecordingSink(file.FullName);
        _encoder = new SceneEncoder(_file);
    }

    /// <summary>An episode begins.</summary>
    public void Begin(SimWorld world, ulong seed, string driver)
    {
        _encoder.Start(SceneHeaders.Of(world, seed, driver));
        Add(world);
    }

    /// <summary>Called after every control step; keeps each tenth state and the last one.</summary>
    public void Watch(SimWorld world)
    {
        if (world.EpisodeSteps % StepsPerFrame == 0 || world.Status.IsOver)
        {
            Add(world);
        }
    }

    /// <summary>Ends the recording and gives the file its name.</summary>
    public void Commit() => _file.Commit();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Add(SimWorld world) => _encoder.Add(world.Snapshot(), world.Status, 1);
}
