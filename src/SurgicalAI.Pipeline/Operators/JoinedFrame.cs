using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Pipeline.Operators;

/// <summary>A segmented frame with the arm's state at its capture.</summary>
/// <param name="Frame">Pictures and label maps.</param>
/// <param name="Tool">Measured tool state at capture, or why there is none.</param>
public readonly record struct JoinedFrame(SegmentedFrame Frame, Outcome<ToolState> Tool) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Frame.Dispose();
}
