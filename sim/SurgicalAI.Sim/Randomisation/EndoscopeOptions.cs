namespace SurgicalAI.Sim.Randomisation;

/// <summary>
/// The endoscope's departure from a pinhole and how far it varies between scenes. Everything is off by default, so that the
/// published intrinsics are the whole truth about the camera.
/// </summary>
public sealed record EndoscopeOptions
{
    /// <summary>A pinhole.</summary>
    public static EndoscopeOptions Ideal { get; } = new();

    /// <summary>A laparoscope: round field, barrel distortion, stray light, automatic exposure, some smoke.</summary>
    public static EndoscopeOptions Laparoscope { get; } = new()
    {
        Distortion = new(-0.16, 0.03, 0.0004, -0.0003, 0),
        CircleRadius = 0.66,
        CircleVaries = 0.06,
        ChromaticPx = 1.2,
        Glare = 0.10,
        AutoExposure = 0.38,
        Smoke = 0.35,
        Shutter = 0.5,
    };

    /// <summary>Lens distortion of every scene.</summary>
    public LensDistortion Distortion { get; init; }

    /// <summary>Radius of the round field of view as a share of the picture's height; 0 shows the whole rectangle.</summary>
    public double CircleRadius { get; init; }

    /// <summary>Greatest change of the round field's radius and centre, as a share of the picture's height.</summary>
    public double CircleVaries { get; init; }

    /// <summary>Displacement of red against blue at the corner, pixels.</summary>
    public double ChromaticPx { get; init; }

    /// <summary>Share of the light that strays in the lens.</summary>
    public double Glare { get; init; }

    /// <summary>Mean grey level (0 to 1) that the automatic exposure aims at; 0 leaves it off.</summary>
    public double AutoExposure { get; init; }

    /// <summary>Greatest density of drifting smoke; a third of the scenes have some.</summary>
    public double Smoke { get; init; }

    /// <summary>
    /// Greatest share of the time between two pictures that the shutter is open, 0 to 1: what moves is smeared; 0 leaves it sharp.
    /// 0.5 is the 1/60 s of a camera of 30 pictures a second.
    /// </summary>
    public double Shutter { get; init; }

    internal OpticsLook Draw(ref SeededRandom random)
    {
        var (radius, shift) = (random.Between(-CircleVaries, CircleVaries), random.Between(-CircleVaries, CircleVaries));
        var smoke = random.Chance(1.0 / 3) ? random.Between(0.2, 1) * Smoke : 0;
        return new()
        {
            Distortion = Distortion,
            CircleRadius = (float)(CircleRadius > 0 ? CircleRadius + radius : 0),
            CircleShift = (float)(CircleRadius > 0 ? shift : 0),
            ChromaticPx = (float)ChromaticPx,
            Glare = (float)(Glare * random.Between(0.6, 1.4)),
            AutoExposure = (float)(AutoExposure * random.Between(0.7, 1.3)),
            Smoke = (float)smoke,
            Shutter = (float)(Shutter * random.Between(0.5, 1)),
        };
    }
}
