namespace SurgicalAI.Core.Imaging;

/// <summary>What a label stands for, whatever its name: what binary scores, markers and colours go by.</summary>
public enum LabelKind
{
    /// <summary>Background, and things that are neither instrument nor anatomy: needle, thread, gauze, clip.</summary>
    Other,

    /// <summary>A surgical instrument or a part of one.</summary>
    Instrument,

    /// <summary>Anatomy, blood included.</summary>
    Tissue,

    /// <summary>Something a reader looks for: a polyp.</summary>
    Lesion,
}
