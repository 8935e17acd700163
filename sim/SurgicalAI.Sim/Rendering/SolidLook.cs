using System.Numerics;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Finish and colour of the materials that rigid parts and threads are made of.</summary>
internal static class SolidLook
{
    private static readonly Vector3 ThreadColour = new(0.09f, 0.10f, 0.34f);
    private static readonly Vector3 GauzeColour = new(0.80f, 0.79f, 0.74f);

    /// <summary>Surface finish.</summary>
    public static Finish FinishOf(SceneMaterial material) => material switch
    {
        SceneMaterial.Needle => Finish.Polished,
        SceneMaterial.Target => Finish.Glossy,
        SceneMaterial.Thread => new(1, 0, 0.45f),
        SceneMaterial.Gauze => new(1, 0, 0.9f),
        SceneMaterial.Peg => new(1, 0.1f, 0.35f),
        SceneMaterial.Block => new(1, 0, 0.6f),
        SceneMaterial.Board => new(1, 0, 0.7f),
        _ => new(1, 0, 0.22f),
    };

    /// <summary>Linear colour: the material's own times the tint, or the tint alone for what is made in any colour.</summary>
    public static Vector3 ColourOf(SceneMaterial material, Vector3 tint, in Appearance look) => material switch
    {
        SceneMaterial.Needle => tint * look.Steel,
        SceneMaterial.Target => tint == Vector3.One ? look.Bead : tint,
        SceneMaterial.Thread => tint * ThreadColour,
        SceneMaterial.Gauze => tint * GauzeColour,
        SceneMaterial.Peg or SceneMaterial.Block or SceneMaterial.Board => tint,
        _ => tint * FleshTone.Of(material, look).Bright,
    };
}
