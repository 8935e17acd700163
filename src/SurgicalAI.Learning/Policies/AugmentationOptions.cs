namespace SurgicalAI.Learning.Policies;

/// <summary>How training observations are perturbed, so that the policy bears what segmentation and sensors do to it.</summary>
public sealed record AugmentationOptions
{
    /// <summary>Jitter of centroids and boxes, standard deviation in pixels of a 320-wide label map.</summary>
    public double CentroidPx { get; init; } = 0.12;

    /// <summary>Relative jitter of sizes and axes.</summary>
    public double Size { get; init; } = 0.03;

    /// <summary>Chance that the shaft, wrist, jaws or needle vanish from both eyes, each on its own.</summary>
    public double DropClass { get; init; } = 0.05;

    /// <summary>Chance that any class vanishes from one eye.</summary>
    public double DropEye { get; init; } = 0.01;

    /// <summary>Noise of the measured position, standard deviation, metres; the plan is told relative to the noisy position.</summary>
    public double PositionM { get; init; } = 0.0002;

    /// <summary>No perturbation.</summary>
    public static AugmentationOptions None { get; } = new() { CentroidPx = 0, Size = 0, DropClass = 0, DropEye = 0, PositionM = 0 };
}
