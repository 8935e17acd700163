using System.Numerics;

namespace SurgicalAI.Sim.Randomisation;

/// <summary>How a scene looks: linear colours (red, green, blue) and unit-free strengths. The default look is <see cref="Pleasant"/>.</summary>
public readonly record struct Appearance
{
    /// <summary>A fixed, calm look for demonstrations.</summary>
    public static Appearance Pleasant { get; } = new()
    {
        TextureScale = 1,
        TissueDark = new(0.38f, 0.05f, 0.045f),
        TissueLight = new(0.82f, 0.25f, 0.185f),
        Vessel = new(0.30f, 0.025f, 0.035f),
        Vessels = 0.75f,
        Bump = 0.55f,
        Wetness = 0.9f,
        Roughness = 0.26f,
        Bead = new(0.01f, 0.5f, 0.14f),
        Steel = 0.62f,
        ShaftGrey = 0.03f,
        Light = new(1.0f, 0.97f, 0.92f),
        LightPower = 1.0f,
        Exposure = 1.3f,
        Gamma = 2.2f,
        Vignette = 0.45f,
        BlurPasses = 1,
        NoiseLevel = 2,
    };

    /// <summary>Which of the precomputed textures, 0 to 3.</summary>
    public int TextureVariant { get; init; }

    /// <summary>Size of the texture's features; 1 is natural.</summary>
    public float TextureScale { get; init; }

    /// <summary>Turn of the texture, rad.</summary>
    public float TextureAngleRad { get; init; }

    /// <summary>Shift of the texture, in tiles.</summary>
    public Vector2 TextureOffset { get; init; }

    /// <summary>Tissue tone where the mottling is dark.</summary>
    public Vector3 TissueDark { get; init; }

    /// <summary>Tissue tone where the mottling is light.</summary>
    public Vector3 TissueLight { get; init; }

    /// <summary>Tone of the vessels.</summary>
    public Vector3 Vessel { get; init; }

    /// <summary>Strength of the vessels, 0 to 1.</summary>
    public float Vessels { get; init; }

    /// <summary>Strength of the fine relief.</summary>
    public float Bump { get; init; }

    /// <summary>Strength of the wet highlights.</summary>
    public float Wetness { get; init; }

    /// <summary>Roughness of the wet film, 0.1 (sharp) to 0.6 (dull).</summary>
    public float Roughness { get; init; }

    /// <summary>Colour of the target marker.</summary>
    public Vector3 Bead { get; init; }

    /// <summary>Reflectance of the steel parts.</summary>
    public float Steel { get; init; }

    /// <summary>Reflectance of the shaft.</summary>
    public float ShaftGrey { get; init; }

    /// <summary>Colour of the light.</summary>
    public Vector3 Light { get; init; }

    /// <summary>Strength of the light.</summary>
    public float LightPower { get; init; }

    /// <summary>Displacement of the light from the lens in the eye's axes, metres.</summary>
    public Vector3 LightOffset { get; init; }

    /// <summary>Camera exposure.</summary>
    public float Exposure { get; init; }

    /// <summary>Camera gamma.</summary>
    public float Gamma { get; init; }

    /// <summary>Darkening towards the corners, 0 to 1.</summary>
    public float Vignette { get; init; }

    /// <summary>Smoke: share of light scattered at 100 mm.</summary>
    public float Haze { get; init; }

    /// <summary>Passes of a 3 x 3 blur, 0 to 3.</summary>
    public int BlurPasses { get; init; }

    /// <summary>Standard deviation of the sensor noise, grey levels (0 to 8).</summary>
    public int NoiseLevel { get; init; }

    /// <summary>The living ground; off in the default look.</summary>
    public FleshLook Flesh { get; init; }

    /// <summary>Lens and sensor; ideal in the default look.</summary>
    public OpticsLook Optics { get; init; }
}
