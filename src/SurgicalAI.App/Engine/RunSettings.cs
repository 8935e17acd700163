using SurgicalAI.App.Faults;
using SurgicalAI.App.Simulation;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Messages;
using SurgicalAI.Sim;
using SurgicalAI.Transport.Mqtt;
using SurgicalAI.Vision.Sources;

namespace SurgicalAI.App.Engine;

/// <summary>What one run of the engine was asked to be.</summary>
internal sealed record RunSettings
{
    /// <summary><c>sim:TASK</c>, a file, a camera device or an URL.</summary>
    public required string Source { get; init; }

    /// <summary>The simulator behind a <c>sim:</c> source; null for any other.</summary>
    public SimOptions? Sim { get; init; }

    /// <summary>False when this process is the robot alone and the engine is another's.</summary>
    public bool WithEngine { get; init; } = true;

    /// <summary>How the eyes lie in the pictures of a source that is not the simulator.</summary>
    public StereoLayout Layout { get; init; }

    /// <summary>Paces a file at its own rate instead of as fast as the engine goes.</summary>
    public bool Pace { get; init; }

    /// <summary>Broker to connect to; null starts an embedded one for the simulator and none for a video.</summary>
    public BrokerAddress? Broker { get; init; }

    /// <summary>Folder with the certificates of this process's roles, and of the embedded broker; null for no TLS.</summary>
    public string? Tls { get; init; }

    /// <summary>Port of the embedded broker; 0 takes a free one.</summary>
    public int BrokerPort { get; init; } = 1883;

    /// <summary>Robot's name on the wire.</summary>
    public string Robot { get; init; } = "sim";

    /// <summary>Arm's name on the wire.</summary>
    public string Arm { get; init; } = "psm1";

    /// <summary>Mode that the engine asks for.</summary>
    public ControlMode Mode { get; init; } = ControlMode.Suggest;

    /// <summary>Compute device as typed.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Port of the console; null for none.</summary>
    public int? ConsolePort { get; init; }

    /// <summary>Length of the run, seconds; 0 until the source ends or Ctrl-C.</summary>
    public double Seconds { get; init; }

    /// <summary>Seed of the simulator.</summary>
    public ulong Seed { get; init; }

    /// <summary>Rate and scheduling of the simulated robot's control loop.</summary>
    public ControlPace ControlPace { get; init; } = ControlPace.Default;

    /// <summary>Called with the parts before the first frame; what it returns is closed when the run has ended.</summary>
    public Func<RunParts, IDisposable>? AtStart { get; init; }

    /// <summary>Called with the parts when the run has ended, while they are still open.</summary>
    public Action<RunParts>? AtEnd { get; init; }

    /// <summary>Report; null for none.</summary>
    public FileInfo? Json { get; init; }

    /// <summary>Video with the overlay; null for none.</summary>
    public FileInfo? SaveOverlay { get; init; }

    /// <summary>Whether the tips of the tools are followed, published and drawn.</summary>
    public bool Tips { get; init; }

    /// <summary>Where the simulated robot's instruments may not go; null for nowhere.</summary>
    public NoGoVolumes? NoGo { get; init; }

    /// <summary>What is to go wrong, and when.</summary>
    public IReadOnlyList<FaultSpec> Faults { get; init; } = [];

    /// <summary>Whether frames outside the body are recorded too.</summary>
    public bool RecordOutOfBody { get; init; }
}
