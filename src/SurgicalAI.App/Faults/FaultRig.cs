using SurgicalAI.App.Engine;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.App.Faults;

/// <summary>Puts a run's faults where they happen: around the camera, the networks, the engine's connection and its clock.</summary>
internal sealed class FaultRig : IDisposable
{
    private readonly RunSettings _settings;
    private readonly TimeProvider _time;
    private FaultSchedule? _schedule;
    private FaultyCamera? _camera;

    /// <summary>Prepares; nothing goes wrong before <see cref="Start"/>.</summary>
    /// <param name="settings">The run, with its faults.</param>
    /// <param name="time">Clock of the run.</param>
    public FaultRig(RunSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        EngineTime = settings.Faults.Count == 0 ? time : new SteppedTime(time, Board);
        Board.Changed += (kind, isOn) => Console.Error.WriteLine($"fault {FaultSpec.NameOf(kind)} {(isOn ? "begins" : "ends")}");
    }

    /// <summary>Which faults are in force.</summary>
    public FaultBoard Board { get; } = new();

    /// <summary>The engine's clock.</summary>
    public TimeProvider EngineTime { get; }

    /// <summary>The camera as the engine gets it.</summary>
    /// <param name="camera">Camera; not disposed here.</param>
    public ICamera Camera(ICamera camera) => IsIdle ? camera : _camera = new(camera, Board, _time);

    /// <summary>The segmenter as the engine gets it.</summary>
    public ISegmenter Segmenter(ISegmenter segmenter) => IsIdle ? segmenter : new FaultySegmenter(segmenter, Board);

    /// <summary>The policy as the engine gets it.</summary>
    public IPolicy? Policy(IPolicy? policy) => IsIdle || policy is null ? policy : new FaultyPolicy(policy, Board, _settings.Seed);

    /// <summary>The connection as the engine gets it.</summary>
    public IMessageBus? Bus(IMessageBus? bus) => IsIdle || bus is null ? bus : new FaultyBus(bus, Board);

    /// <summary>The clock of the faults begins to run.</summary>
    public void Start() => _schedule = new(Board, _settings.Faults, _time);

    /// <inheritdoc/>
    public void Dispose()
    {
        _schedule?.Dispose();
        Board.Dispose();
        _camera?.Dispose();
    }

    private bool IsIdle => _settings.Faults.Count == 0;
}
