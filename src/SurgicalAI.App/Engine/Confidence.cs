using SurgicalAI.App.WebConsole;

namespace SurgicalAI.App.Engine;

/// <summary>Confidence as a word: surgeons asked not to be shown numbers.</summary>
internal static class Confidence
{
    private const double High = 0.7;
    private const double Medium = 0.4;

    /// <summary>Word for a confidence from 0 to 1.</summary>
    public static ConfidenceWord Word(double confidence) => confidence switch
    {
        >= High => ConfidenceWord.High,
        >= Medium => ConfidenceWord.Medium,
        _ => ConfidenceWord.Low,
    };
}
