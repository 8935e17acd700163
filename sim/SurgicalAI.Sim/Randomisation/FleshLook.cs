using System.Numerics;

namespace SurgicalAI.Sim.Randomisation;

/// <summary>The living ground and what lies on it. Default: the plain ground.</summary>
public readonly record struct FleshLook
{
    /// <summary>True for wet flesh with a vessel tree, folds and shadows instead of the plain ground.</summary>
    public bool IsOn { get; init; }

    /// <summary>Share of the ground covered by fat, 0 to 1.</summary>
    public float Fat { get; init; }

    /// <summary>Share of the ground covered by blood (label <see cref="Core.Imaging.SegmentationClass.Blood"/>), 0 to 1.</summary>
    public float Blood { get; init; }

    /// <summary>Darkness of shadows, 0 to 1.</summary>
    public float Shadow { get; init; }

    /// <summary>Where fat and blood lie, in tiles.</summary>
    public Vector2 Place { get; init; }
}
