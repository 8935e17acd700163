using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Pipeline.Operators;

/// <summary>A frame at the end of the graph: what was seen, where the arm was, and what is advised or why nothing is.</summary>
/// <param name="Frame">Pictures and label maps.</param>
/// <param name="Tool">Arm's measured tool state at capture, or why there is none.</param>
/// <param name="Suggestion">Advice, or why there is none.</param>
public readonly record struct AdvisedFrame(SegmentedFrame Frame, Outcome<ToolState> Tool, Outcome<SuggestionMessage> Suggestion) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Frame.Dispose();
}
