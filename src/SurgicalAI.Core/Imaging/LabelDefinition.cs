namespace SurgicalAI.Core.Imaging;

/// <summary>One value of a label map.</summary>
/// <param name="Id">Value of the pixels; 0 is the background, 255 is never a label (<see cref="LabelSet.Ignore"/>).</param>
/// <param name="Name">Name in the vocabulary of <see cref="LabelNames"/> where it has one; lower case, words joined by hyphens.</param>
/// <param name="Kind">What it stands for.</param>
public sealed record LabelDefinition(byte Id, string Name, LabelKind Kind)
{
    /// <summary>A label of the vocabulary, its kind taken from there.</summary>
    public static LabelDefinition Of(byte id, string name) => new(id, name, LabelNames.KindOf(name));
}
