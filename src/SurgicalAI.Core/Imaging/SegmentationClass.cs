namespace SurgicalAI.Core.Imaging;

/// <summary>Classes of a label map, one byte per pixel.</summary>
public enum SegmentationClass : byte
{
    /// <summary>Tissue and everything else.</summary>
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
}

/// <summary>Facts about the classes.</summary>
public static class SegmentationClasses
{
    /// <summary>Number of classes, background included.</summary>
    public const int Count = 6;

    /// <summary>Names in the order of the label values.</summary>
    public static IReadOnlyList<string> Names { get; } = ["background", "shaft", "wrist", "jaw", "needle", "target"];
}
