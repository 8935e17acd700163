using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Learning.Scenes;

/// <summary>The labels that a scene network gives.</summary>
internal static class SceneLabels
{
    /// <summary>All classes of the simulator, with their kinds.</summary>
    public static LabelSet Set { get; } = LabelSet.Of([.. SegmentationClasses.AllNames]);

    /// <summary>Whether a class is part of an instrument.</summary>
    public static bool IsInstrument(int id) => id is (int)SegmentationClass.Shaft or (int)SegmentationClass.Wrist or (int)SegmentationClass.Jaw;
}
