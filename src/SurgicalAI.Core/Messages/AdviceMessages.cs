using SurgicalAI.Core.Frames;

namespace SurgicalAI.Core.Messages;

/// <summary>Who may turn advice into motion.</summary>
public enum ControlMode
{
    /// <summary>Nothing moves; nothing is proposed to the operator.</summary>
    Observe = 0,

    /// <summary>Advice is shown; it becomes motion only while the operator holds accept. The default.</summary>
    Suggest,

    /// <summary>Operator and policy are blended by confidence.</summary>
    Share,

    /// <summary>The policy moves the arm. Refused unless the arm says that it is simulated.</summary>
    Autonomous,
}

/// <summary>One future setpoint of a suggestion.</summary>
/// <param name="AtNs">Unix time at which it is meant, nanoseconds.</param>
/// <param name="T_ecm_tool">Tool pose in the endoscope's frame.</param>
/// <param name="JawRad">Jaw opening, rad.</param>
public readonly record struct Waypoint(long AtNs, Pose<EcmFrame, ToolFrame> T_ecm_tool, double JawRad);

/// <summary>Advice: the motion that the policy would make. It moves nothing by itself.</summary>
/// <param name="Header">Stamp = capture of the picture behind it; sequence; session of the engine.</param>
/// <param name="Arm">Arm it was made for, for example "psm1".</param>
/// <param name="Model">Name of the policy's model and the first 12 hex digits of its sha256: "needle-reach-act@1a2b3c4d5e6f".</param>
/// <param name="ExpiresNs">Unix time after which it must not start or continue, nanoseconds.</param>
/// <param name="Confidence">0 to 1; qualitative, see the policy's card.</param>
/// <param name="Waypoints">Future setpoints in order of time; at least one, at most 32.</param>
public sealed record SuggestionMessage(
    Header Header, string Arm, string Model, long ExpiresNs, double Confidence, IReadOnlyList<Waypoint> Waypoints);

/// <summary>What the operator said to a suggestion.</summary>
public enum DecisionKind
{
    /// <summary>Accept is being held; repeated at least every 100 ms while it is.</summary>
    Hold = 0,

    /// <summary>Accept was let go.</summary>
    Release,

    /// <summary>The suggestion is refused.</summary>
    Reject,
}

/// <summary>The operator's decision.</summary>
/// <param name="Header">Stamp, sequence, session of the console.</param>
/// <param name="Suggestion">Sequence of the newest suggestion that the operator saw.</param>
/// <param name="Kind">What was decided.</param>
/// <param name="Reason">Reason of a rejection; may be empty.</param>
public sealed record DecisionMessage(Header Header, int Suggestion, DecisionKind Kind, string Reason);

/// <summary>Mode in force (<c>mode</c>, retained) or wished for (<c>mode_command</c>).</summary>
/// <param name="Header">Stamp, sequence, session.</param>
/// <param name="Mode">Mode.</param>
/// <param name="Reason">Why a wish was refused or the mode changed; may be empty.</param>
public sealed record ModeMessage(Header Header, ControlMode Mode, string Reason);
