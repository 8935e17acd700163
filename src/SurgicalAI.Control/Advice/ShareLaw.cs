using SurgicalAI.Core;

namespace SurgicalAI.Control.Advice;

/// <summary>
/// How much of a shared motion is the policy's. The target is the operator's pose moved by this weight towards the policy's: position on
/// the straight line between the two, rotation on the shortest arc; the jaw is the operator's alone. Hot path.
/// </summary>
/// <remarks>
/// <c>w = 0.45 * clamp((c - 0.2) / (0.9 - 0.2), 0, 1)</c> for a confidence c, growing or falling by at most 2 per second, and 0 at once
/// when accept is let go. The operator keeps at least 55 % always. That authority follows a continuous confidence is the idea of Saeidi et
/// al., "A confidence-based shared control strategy for the Smart Tissue Autonomous Robot (STAR)", IROS 2018; the shape is ours
/// (docs/adr/0014).
/// </remarks>
internal sealed class ShareLaw(double dtS)
{
    /// <summary>Greatest weight of the policy.</summary>
    public const double MostWeight = 0.45;

    /// <summary>Confidence from which the policy has its greatest weight.</summary>
    public const double FullConfidence = 0.9;

    /// <summary>Greatest change of the weight, 1/s.</summary>
    public const double SlewPerS = 2;

    /// <summary>
    /// How far ahead on its plan the policy's pose lies, nanoseconds. A plan begins where the arm is: its pose of now would be the arm's own
    /// and pull nowhere.
    /// </summary>
    public const long AheadNs = 200 * Si.MsNs;

    /// <summary>Weight in force.</summary>
    public double Weight { get; private set; }

    /// <summary>Weight that a confidence has once it has settled; 0 for one that is not a number.</summary>
    public static double Of(double confidence) => confidence > Arbiter.LeastConfidence
        ? MostWeight * Math.Min((confidence - Arbiter.LeastConfidence) / (FullConfidence - Arbiter.LeastConfidence), 1)
        : 0;

    /// <summary>Weight of this tick.</summary>
    public double Next(double confidence)
    {
        var step = SlewPerS * dtS;
        return Weight += Math.Clamp(Of(confidence) - Weight, -step, step);
    }

    /// <summary>The operator moves alone.</summary>
    public void Rest() => Weight = 0;
}
