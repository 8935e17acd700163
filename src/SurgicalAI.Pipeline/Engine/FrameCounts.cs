namespace SurgicalAI.Pipeline.Engine;

/// <summary>What became of the frames.</summary>
/// <param name="Captured">Frames read from the source.</param>
/// <param name="Processed">Frames that passed the whole graph.</param>
/// <param name="Dropped">Frames thrown away: replaced by newer ones, out of order, or lost to an error.</param>
public readonly record struct FrameCounts(long Captured, long Processed, long Dropped);
