using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Randomisation;

/// <summary>
/// How far looks may depart from <see cref="Appearance.Pleasant"/>; 0 keeps a property fixed. Strengths are natural-log half
/// widths (0.5 means from 0.6 to 1.65 times), colours are half widths of linear channels.
/// </summary>
public sealed record RandomisationOptions
{
    /// <summary>The one pleasant look.</summary>
    public static RandomisationOptions None { get; } = new();

    /// <summary>Small changes of tone and light, as between patients.</summary>
    public static RandomisationOptions Mild { get; } = new()
    {
        TextureVaries = true,
        TissueTone = 0.25,
        TextureScale = 0.15,
        LightStrength = 0.15,
        LightTint = 0.03,
        BeadTone = 0.06,
        Specular = 0.2,
        NoiseLevels = 1,
    };

    /// <summary>Wide changes, for training networks that must not rely on the look.</summary>
    public static RandomisationOptions Full { get; } = new()
    {
        TextureVaries = true,
        TissueTone = 0.5,
        TextureScale = 0.6,
        LightStrength = 0.55,
        LightTint = 0.12,
        LightOffsetM = 0.008,
        BeadTone = 0.2,
        Specular = 0.8,
        MetalTone = 0.5,
        Exposure = 0.25,
        Gamma = 0.15,
        Haze = 0.35,
        BlurPasses = 2,
        NoiseLevels = 4,
        CameraShiftM = 0.006,
        CameraTurnRad = 0.07,
    };

    /// <summary>As through a laparoscope: wet flesh with vessels, fat and blood, shadows, smoke, and the lens's own faults.</summary>
    public static RandomisationOptions Surgical { get; } = new()
    {
        TextureVaries = true,
        TissueTone = 0.18,
        TextureScale = 0.2,
        LightStrength = 0.15,
        LightTint = 0.03,
        LightOffsetM = 0.004,
        BeadTone = 0.06,
        Specular = 0.25,
        MetalTone = 0.25,
        Exposure = 0.1,
        NoiseLevels = 1,
        Fat = 0.3,
        Blood = 0.25,
        IsFlesh = true,
        Endoscope = EndoscopeOptions.Laparoscope,
    };

    /// <summary>Texture and its place change with the seed.</summary>
    public bool TextureVaries { get; init; }

    /// <summary>Change of the tissue's tones.</summary>
    public double TissueTone { get; init; }

    /// <summary>Change of the texture's scale.</summary>
    public double TextureScale { get; init; }

    /// <summary>Change of the light's strength.</summary>
    public double LightStrength { get; init; }

    /// <summary>Change of the light's colour.</summary>
    public double LightTint { get; init; }

    /// <summary>Greatest displacement of the light from the lens, metres.</summary>
    public double LightOffsetM { get; init; }

    /// <summary>Change of the marker's colour.</summary>
    public double BeadTone { get; init; }

    /// <summary>Change of the wet highlights.</summary>
    public double Specular { get; init; }

    /// <summary>Change of the metal's and the shaft's reflectance.</summary>
    public double MetalTone { get; init; }

    /// <summary>Change of the camera's exposure.</summary>
    public double Exposure { get; init; }

    /// <summary>Change of the camera's gamma.</summary>
    public double Gamma { get; init; }

    /// <summary>Greatest smoke; a third of the scenes have some.</summary>
    public double Haze { get; init; }

    /// <summary>Greatest number of blur passes besides the optics' own.</summary>
    public int BlurPasses { get; init; }

    /// <summary>Greatest change of the noise, grey levels.</summary>
    public int NoiseLevels { get; init; }

    /// <summary>Greatest displacement of the endoscope in labelled scenes, metres; task scenes keep it where the arm believes it is.</summary>
    public double CameraShiftM { get; init; }

    /// <summary>Greatest turn of the endoscope in labelled scenes, rad.</summary>
    public double CameraTurnRad { get; init; }

    /// <summary>True for a ground of wet flesh with a vessel tree, folds and shadows.</summary>
    public bool IsFlesh { get; init; }

    /// <summary>Greatest share of a flesh ground covered by fat.</summary>
    public double Fat { get; init; }

    /// <summary>Greatest share of a flesh ground covered by blood; half of the scenes have some.</summary>
    public double Blood { get; init; }

    /// <summary>Lens and sensor.</summary>
    public EndoscopeOptions Endoscope { get; init; } = EndoscopeOptions.Ideal;

    /// <summary>The options of a level named on the command line.</summary>
    /// <param name="level">"none", "mild", "full" or "surgical".</param>
    public static RandomisationOptions Of(string level) => level switch
    {
        "none" => None,
        "mild" => Mild,
        "full" => Full,
        "surgical" => Surgical,
        _ => throw new UserErrorException($"Unknown randomisation '{level}'; known: none, mild, full, surgical."),
    };
}
