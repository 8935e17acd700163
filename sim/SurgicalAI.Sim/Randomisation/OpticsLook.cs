namespace SurgicalAI.Sim.Randomisation;

/// <summary>What lens and sensor of one scene do to the ideal picture. Default: nothing, so that the pinhole camera holds.</summary>
public readonly record struct OpticsLook
{
    /// <summary>Lens distortion; pictures, labels, instances and depth are all resampled by it.</summary>
    public LensDistortion Distortion { get; init; }

    /// <summary>Radius of the round field of view as a share of the picture's height; 0 shows the whole rectangle.</summary>
    public float CircleRadius { get; init; }

    /// <summary>Shift of the round field's centre along the picture's width, as a share of its height.</summary>
    public float CircleShift { get; init; }

    /// <summary>Displacement of red against blue at the corner, pixels.</summary>
    public float ChromaticPx { get; init; }

    /// <summary>Share of the light that strays in the lens.</summary>
    public float Glare { get; init; }

    /// <summary>Mean grey level (0 to 1) that the automatic exposure aims at; 0 leaves it off.</summary>
    public float AutoExposure { get; init; }

    /// <summary>Density of drifting smoke, 0 to 1.</summary>
    public float Smoke { get; init; }

    /// <summary>Share of the time between two pictures (of the camera's rate) that the shutter is open: what moves is smeared; 0 leaves it sharp.</summary>
    public float Shutter { get; init; }

    /// <summary>True when the ideal picture is resampled at all.</summary>
    public bool IsOn => this != default;
}
