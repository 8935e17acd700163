using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Tracking;

/// <summary>Part of an instrument that a label stands for.</summary>
public enum ToolPart : byte
{
    /// <summary>No instrument.</summary>
    None = 0,

    /// <summary>Shaft.</summary>
    Shaft,

    /// <summary>Link between shaft and jaws.</summary>
    Wrist,

    /// <summary>Jaws.</summary>
    Jaw,

    /// <summary>Wrist or jaws, not told apart.</summary>
    Tip,

    /// <summary>An instrument whose parts are not told apart.</summary>
    Whole,
}

/// <summary>Which part of an instrument each value of a label map is. Immutable.</summary>
public sealed class ToolParts
{
    private readonly ToolPart[] _parts = new ToolPart[256];

    /// <summary>Reads the labels' names and kinds: a label of kind instrument without a part's name is a whole one.</summary>
    public ToolParts(LabelSet labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        foreach (var label in labels.Definitions)
        {
            _parts[label.Id] = label.Kind == LabelKind.Instrument ? PartOf(label.Name) : ToolPart.None;
        }
    }

    /// <summary>Parts of the simulator's label maps.</summary>
    public static ToolParts Simulator { get; } = new(LabelSet.Of([.. SegmentationClasses.AllNames]));

    /// <summary>Part of each value; 256 entries.</summary>
    public ReadOnlySpan<ToolPart> OfLabel => _parts;

    private static ToolPart PartOf(string name) => name switch
    {
        LabelNames.Shaft => ToolPart.Shaft,
        LabelNames.Wrist => ToolPart.Wrist,
        LabelNames.Jaw => ToolPart.Jaw,
        LabelNames.Tip => ToolPart.Tip,
        _ => ToolPart.Whole,
    };
}
