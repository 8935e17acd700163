using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Sim.Scene.Bodies;

/// <summary>Facts about materials.</summary>
public static class SceneMaterials
{
    /// <summary>Class that a material carries in the label map.</summary>
    public static SegmentationClass LabelOf(SceneMaterial material) => material switch
    {
        SceneMaterial.Needle => SegmentationClass.Needle,
        SceneMaterial.Target => SegmentationClass.Target,
        SceneMaterial.Thread => SegmentationClass.Thread,
        SceneMaterial.Gauze => SegmentationClass.Gauze,
        SceneMaterial.Peg => SegmentationClass.Peg,
        SceneMaterial.Block => SegmentationClass.Block,
        SceneMaterial.Board => SegmentationClass.Board,
        SceneMaterial.Organ => SegmentationClass.Organ,
        SceneMaterial.Membrane => SegmentationClass.Membrane,
        SceneMaterial.Fat => SegmentationClass.Fat,
        SceneMaterial.Vessel => SegmentationClass.Vessel,
        SceneMaterial.Blood => SegmentationClass.Blood,
        _ => throw new ArgumentOutOfRangeException(nameof(material), material, null),
    };
}
