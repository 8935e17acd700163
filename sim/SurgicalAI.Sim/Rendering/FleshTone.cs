using System.Numerics;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>How a soft material looks.</summary>
/// <param name="Dark">Linear colour where the mottling is dark.</param>
/// <param name="Bright">Linear colour where it is light.</param>
/// <param name="Vessel">Linear colour of its vessels.</param>
/// <param name="Vessels">Strength of its vessels, 0 to 1.</param>
/// <param name="Bump">Strength of the fine relief.</param>
/// <param name="Wetness">Strength of the wet highlights.</param>
/// <param name="Roughness">Roughness of the wet film.</param>
/// <param name="Texture">Which texture.</param>
/// <param name="TileM">Side of one tile of the texture on the surface, metres.</param>
internal readonly record struct FleshTone(
    Vector3 Dark, Vector3 Bright, Vector3 Vessel, float Vessels, float Bump, float Wetness, float Roughness, FleshTexture Texture, float TileM)
{
    private static readonly FleshTone OrganTone = new(new(0.19f, 0.022f, 0.03f), new(0.40f, 0.078f, 0.08f), new(0.16f, 0.01f, 0.02f), 0.25f, 0.45f, 1.2f, 0.19f, FleshTexture.Organ, 0.05f);
    private static readonly FleshTone MembraneTone = new(new(0.33f, 0.052f, 0.078f), new(0.80f, 0.36f, 0.38f), new(0.24f, 0.006f, 0.03f), 0.9f, 0.75f, 1.0f, 0.21f, FleshTexture.Peritoneum, 0.07f);
    private static readonly FleshTone FatTone = new(new(0.58f, 0.26f, 0.10f), new(0.88f, 0.60f, 0.32f), new(0.50f, 0.06f, 0.05f), 0.5f, 0.55f, 0.9f, 0.23f, FleshTexture.Fat, 0.06f);
    private static readonly FleshTone VesselTone = new(new(0.26f, 0.03f, 0.05f), new(0.42f, 0.06f, 0.075f), new(0.16f, 0.01f, 0.03f), 0.3f, 0.25f, 1.1f, 0.2f, FleshTexture.Organ, 0.03f);
    private static readonly FleshTone BloodTone = new(new(0.20f, 0.004f, 0.006f), new(0.34f, 0.012f, 0.012f), new(0.2f, 0.005f, 0.005f), 0, 0.15f, 1.6f, 0.13f, FleshTexture.Organ, 0.04f);
    private static readonly FleshTone GauzeTone = new(new(0.52f, 0.50f, 0.46f), new(0.86f, 0.85f, 0.81f), Vector3.One, 0, 1.2f, 0.06f, 0.6f, FleshTexture.Weave, 0.02f);

    /// <summary>The material under a look: tissue tones and wetness follow the look's departure from the pleasant one.</summary>
    public static FleshTone Of(SceneMaterial material, in Appearance look)
    {
        var tone = material switch
        {
            SceneMaterial.Organ => OrganTone,
            SceneMaterial.Membrane => MembraneTone,
            SceneMaterial.Fat => FatTone,
            SceneMaterial.Vessel => VesselTone,
            SceneMaterial.Blood => BloodTone,
            _ => GauzeTone,
        };
        return material == SceneMaterial.Gauze ? tone : tone.Under(look);
    }

    private FleshTone Under(in Appearance look)
    {
        var usual = Appearance.Pleasant;
        var (dark, bright) = (look.TissueDark / usual.TissueDark, look.TissueLight / usual.TissueLight);
        return this with
        {
            Dark = Vector3.Min(Dark * dark, new(0.95f)),
            Bright = Vector3.Min(Bright * bright, new(0.95f)),
            Vessel = Vector3.Min(Vessel * (look.Vessel / usual.Vessel), new(0.95f)),
            Vessels = Math.Min(1, Vessels * look.Vessels / usual.Vessels),
            Bump = Bump * look.Bump / usual.Bump,
            Wetness = Wetness * look.Wetness / usual.Wetness,
            Roughness = Math.Clamp(Roughness * look.Roughness / usual.Roughness, 0.1f, 0.6f),
        };
    }
}
