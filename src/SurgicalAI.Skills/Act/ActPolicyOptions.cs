using SurgicalAI.Skills.Actions;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Skills.Act;

/// <summary>How an ACT policy is run.</summary>
public sealed record ActPolicyOptions
{
    /// <summary>Time between the setpoints of a plan, seconds; that of the training data.</summary>
    public double StepS { get; init; } = 1.0 / 15;

    /// <summary>Blending of successive plans.</summary>
    public EnsembleOptions Ensemble { get; init; } = new();

    /// <summary>Speck removal in the label maps.</summary>
    public EncoderOptions Encoder { get; init; } = new();

    /// <summary>
    /// True gives a fault when neither instrument nor target is seen in either eye. False lets the policy answer from what it
    /// has: for the control experiment with black pictures, which must fail by itself.
    /// </summary>
    public bool WithholdWhenBlind { get; init; } = true;

    /// <summary>Disagreement of the plans that halves the confidence, metres.</summary>
    public double DoubtSpreadM { get; init; } = 0.005;

    /// <summary>A gap between observations longer than this makes the policy forget its plans, seconds.</summary>
    public double MaximumGapS { get; init; } = 0.5;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value makes no sense.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(StepS);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(DoubtSpreadM);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumGapS);
        Ensemble.Validate();
        Encoder.Validate();
    }
}
