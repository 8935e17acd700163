using SurgicalAI.Core.Imaging;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Skills.Act;

/// <summary>
/// The law of an ACT plan's confidence: <c>c = v_target * v_tool / (1 + (s / s0)²)</c>. v_target is 1 when both eyes see the
/// target, 0.5 when one does, 0.1 when none; v_tool is 1 when an eye sees wrist or jaws, else 0.5; s is the largest spread of
/// the blended plans over the waypoints and s0 the spread that halves the confidence. Qualitative, not a probability.
/// </summary>
public static class PlanConfidence
{
    /// <summary>Confidence of a plan.</summary>
    /// <param name="tokens">The observation, as <see cref="TokenLayout"/> says.</param>
    /// <param name="spreadM">Largest spread of the blended plans, metres.</param>
    /// <param name="doubtSpreadM">Spread that halves the confidence, metres.</param>
    /// <returns>0 to 1.</returns>
    public static double Of(ReadOnlySpan<float> tokens, double spreadM, double doubtSpreadM)
    {
        var target = EyesThatSee(tokens, SegmentationClass.Target) switch { 2 => 1.0, 1 => 0.5, _ => 0.1 };
        var tool = EyesThatSee(tokens, SegmentationClass.Wrist) + EyesThatSee(tokens, SegmentationClass.Jaw) > 0 ? 1.0 : 0.5;
        var ratio = spreadM / doubtSpreadM;
        return target * tool / (1 + (ratio * ratio));
    }

    /// <summary>True when neither eye sees any of the instrument or the target.</summary>
    public static bool IsBlind(ReadOnlySpan<float> tokens) =>
        EyesThatSee(tokens, SegmentationClass.Shaft) + EyesThatSee(tokens, SegmentationClass.Wrist)
        + EyesThatSee(tokens, SegmentationClass.Jaw) + EyesThatSee(tokens, SegmentationClass.Target) == 0;

    private static int EyesThatSee(ReadOnlySpan<float> tokens, SegmentationClass label) => Seen(tokens, 0, label) + Seen(tokens, 1, label);

    private static int Seen(ReadOnlySpan<float> tokens, int eye, SegmentationClass label) =>
        tokens[(TokenLayout.TokenOf(eye, label) * TokenLayout.Features) + TokenLayout.Present] > 0 ? 1 : 0;
}
