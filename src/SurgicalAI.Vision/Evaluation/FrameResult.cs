using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>One mask against its truth in one frame.</summary>
/// <param name="Overlap">Pixels.</param>
/// <param name="Boundary">Boundary pixels.</param>
public readonly record struct MaskScore(OverlapCounts Overlap, BoundaryCounts Boundary)
{
    /// <summary>Intersection over union; NaN when the frame has the mask in neither truth nor prediction.</summary>
    public double Iou => Overlap.Iou;

    /// <summary>Dice; NaN as <see cref="Iou"/>.</summary>
    public double Dice => Overlap.Dice;

    /// <summary>Surface Dice; NaN as <see cref="Iou"/>.</summary>
    public double Nsd => Boundary.Nsd;
}

/// <summary>Scores of one frame.</summary>
/// <param name="Index">Index in the set.</param>
/// <param name="Name">Name of the frame.</param>
/// <param name="Group">Patient, operation or centre.</param>
/// <param name="Binary">The foreground: instruments, or lesions in a set without instruments.</param>
/// <param name="Classes">By class of the set, background left out, in the set's order.</param>
/// <param name="Doubt">The network's doubt in its foreground mask, 0 to 1; NaN when it tells none.</param>
public sealed record FrameResult(int Index, string Name, string Group, MaskScore Binary, IReadOnlyList<MaskScore> Classes, double Doubt);
