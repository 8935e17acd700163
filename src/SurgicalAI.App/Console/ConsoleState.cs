using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.WebConsole;

/// <summary>What the page shows, replaced as a whole some ten times a second. Every part has a default that claims nothing.</summary>
public sealed record ConsoleState
{
    /// <summary>The arm and its CRTK operating state.</summary>
    public ArmView Arm { get; init; } = new();

    /// <summary>Mode in force.</summary>
    public ControlMode Mode { get; init; } = ControlMode.Observe;

    /// <summary>Why the mode changed or a wish was refused; may be empty.</summary>
    public string ModeReason { get; init; } = "";

    /// <summary>From capture to the suggestion leaving the engine; null before the first.</summary>
    public LatencyView? CaptureToSuggestion { get; init; }

    /// <summary>From capture to the first cleared command at the arm; null before the first.</summary>
    public LatencyView? CaptureToArm { get; init; }

    /// <summary>Pictures processed, per second.</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>Policy runs per second.</summary>
    public double PolicyStepsPerSecond { get; init; }

    /// <summary>Episodes of the task; null when the source has none.</summary>
    public EpisodeView? Episodes { get; init; }

    /// <summary>How the safety gate has judged.</summary>
    public GateCounts Gate { get; init; }

    /// <summary>Newest suggestion; null when there is none in force.</summary>
    public SuggestionView? Suggestion { get; init; }

    /// <summary>Well-being of the robot side.</summary>
    public HealthView Robot { get; init; } = new();

    /// <summary>Well-being of the engine.</summary>
    public HealthView Engine { get; init; } = new();

    /// <summary>True while the broker is reached.</summary>
    public bool BrokerConnected { get; init; }

    /// <summary>Where the pictures come from, as the person named it.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where the networks run, for example "cpu".</summary>
    public string Device { get; init; } = "";

    /// <summary>Models in use, each as name and short sha256 joined by '@'.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];
}

/// <summary>The arm as the page shows it.</summary>
/// <param name="Name">Name on the wire; empty when none is known.</param>
/// <param name="State">CRTK operating state.</param>
/// <param name="Reason">Why it is in this state; empty when nothing is unusual.</param>
/// <param name="IsHomed">True once homed.</param>
/// <param name="IsSimulated">True for an arm that is not real; only then may the page offer the autonomous mode.</param>
/// <param name="TipM">Tool origin in the endoscope's frame, metres; null when unknown.</param>
/// <param name="JawRad">Jaw opening, rad; null when unknown.</param>
public sealed record ArmView(
    string Name = "", CrtkState State = CrtkState.Disabled, string Reason = "", bool IsHomed = false,
    bool IsSimulated = false, Vec3? TipM = null, double? JawRad = null);

/// <summary>A latency as its median and its tail; never a mean alone.</summary>
/// <param name="Count">Number of measurements.</param>
/// <param name="P50">Median, milliseconds.</param>
/// <param name="P99">99th percentile, milliseconds.</param>
public sealed record LatencyView(long Count, double P50, double P99);

/// <summary>Episodes of the simulator's task.</summary>
/// <param name="Task">Task name.</param>
/// <param name="Finished">Episodes finished.</param>
/// <param name="Successes">Episodes finished with success.</param>
public sealed record EpisodeView(string Task, int Finished, int Successes);

/// <summary>The newest suggestion as the page shows it.</summary>
/// <param name="Sequence">Its sequence number; goes back with the operator's decision.</param>
/// <param name="OriginNs">Capture behind it, Unix nanoseconds.</param>
/// <param name="Confidence">Qualitative: surgeons asked for a word, not for a number.</param>
public sealed record SuggestionView(int Sequence, long OriginNs, ConfidenceWord Confidence);

/// <summary>Well-being of one component.</summary>
/// <param name="State">"ok", "holding", "degraded", "gone"; empty when it was never heard.</param>
/// <param name="Reason">Why it is not ok; empty when it is.</param>
public sealed record HealthView(string State = "", string Reason = "");

/// <summary>Confidence of a suggestion, in words.</summary>
public enum ConfidenceWord
{
    /// <summary>The policy is unsure; expect to take over.</summary>
    Low = 0,

    /// <summary>Somewhat sure.</summary>
    Medium,

    /// <summary>As sure as the policy gets.</summary>
    High,
}
