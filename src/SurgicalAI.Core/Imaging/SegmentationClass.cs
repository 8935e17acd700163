namespace SurgicalAI.Core.Imaging;

/// <summary>Classes of a label map, one byte per pixel. The values are stable: new ones are added at the end.</summary>
public enum SegmentationClass : byte
{
    /// <summary>Tissue that has no class of its own, and everything else.</summary>
    Background = 0,

    /// <summary>Instrument shaft.</summary>
    Shaft = 1,

    /// <summary>Instrument wrist (the link between shaft and jaws).</summary>
    Wrist = 2,

    /// <summary>Instrument jaws (claspers).</summary>
    Jaw = 3,

    /// <summary>Suturing needle.</summary>
    Needle = 4,

    /// <summary>Target marker of the task.</summary>
    Target = 5,

    /// <summary>Suture thread.</summary>
    Thread = 6,

    /// <summary>Gauze.</summary>
    Gauze = 7,

    /// <summary>Peg of a peg board, or the eyelet of a threading board.</summary>
    Peg = 8,

    /// <summary>Block that is carried from peg to peg.</summary>
    Block = 9,

    /// <summary>Organ: deformable parenchyma.</summary>
    Organ = 10,

    /// <summary>Membrane: connective tissue that is cut or drawn aside.</summary>
    Membrane = 11,

    /// <summary>Fat.</summary>
    Fat = 12,

    /// <summary>Vessel.</summary>
    Vessel = 13,

    /// <summary>Blood.</summary>
    Blood = 14,

    /// <summary>Training board or tray.</summary>
    Board = 15,
}

/// <summary>Facts about the classes.</summary>
public static class SegmentationClasses
{
    /// <summary>Number of classes, background included, that the shipped segmentation network knows: the first six.</summary>
    public const int Count = 6;

    /// <summary>Names of the network's classes in the order of the label values.</summary>
    public static IReadOnlyList<string> Names { get; } = ["background", "shaft", "wrist", "jaw", "needle", "target"];

    /// <summary>Names of all classes that the simulator labels, in the order of the label values.</summary>
    public static IReadOnlyList<string> AllNames { get; } =
        [.. Names, "thread", "gauze", "peg", "block", "organ", "membrane", "fat", "vessel", "blood", "board"];
}
