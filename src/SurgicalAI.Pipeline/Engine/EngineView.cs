using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Pipeline.Operators;

namespace SurgicalAI.Pipeline.Engine;

/// <summary>What a console or a recorder sees of one frame. Whoever receives it disposes it.</summary>
/// <param name="Frame">Pictures and label maps.</param>
/// <param name="Tool">Arm's measured tool state at capture, or why there is none.</param>
/// <param name="Suggestion">Advice made from the frame, or why there is none.</param>
/// <param name="LatencyNs">From capture to the end of the graph, nanoseconds.</param>
public sealed record EngineView(SegmentedFrame Frame, Outcome<ToolState> Tool, Outcome<SuggestionMessage> Suggestion, long LatencyNs)
    : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Frame.Dispose();
}
