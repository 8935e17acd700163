using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Overlay;

/// <summary>Look of the overlay.</summary>
public sealed record OverlayOptions
{
    /// <summary>
    /// Colour of each class's outline in the order of <see cref="SegmentationClass"/>; the first (background) is not drawn.
    /// From Okabe and Ito's palette, which stays distinct for the common forms of colour blindness; its reds are left
    /// out because tissue is red.
    /// </summary>
    public IReadOnlyList<Ink> Outlines { get; init; } =
    [
        default,
        new(233, 180, 86), // shaft: sky blue
        new(115, 158, 0), // wrist: bluish green
        new(66, 228, 240), // jaw: yellow
        new(255, 255, 255), // needle: white
        new(178, 114, 0), // target: blue
    ];

    /// <summary>Colour of the suggested motion.</summary>
    public Ink Ghost { get; init; } = new(245, 245, 245);

    /// <summary>Colour of tips and axes: orange, of the same palette.</summary>
    public Ink Tip { get; init; } = new(0, 159, 230);

    /// <summary>Width of an outline, pixels of a picture up to 720 rows; larger pictures get proportionally wider lines.</summary>
    public double OutlinePx { get; init; } = 1.5;

    /// <summary>How much of the picture an outline covers, 0 to 1.</summary>
    public double OutlineOpacity { get; init; } = 0.85;

    /// <summary>Remote centre of motion in the endoscope's frame, metres: the ghost's shaft points there. Null draws it along the tool.</summary>
    public Vec3? RcmInEcm { get; init; }

    /// <summary>Length of shaft that a ghost shows, metres.</summary>
    public double GhostShaftM { get; init; } = 30 * Si.Mm;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Outlines.Count, SegmentationClasses.Count);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(OutlinePx, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(OutlinePx, 8);
        ArgumentOutOfRangeException.ThrowIfNegative(OutlineOpacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(OutlineOpacity, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(GhostShaftM);
    }
}
