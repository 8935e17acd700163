using SurgicalAI.Inference;

namespace SurgicalAI.App.Labelling;

/// <summary>What was asked of <c>segment</c>.</summary>
internal sealed record LabelSettings
{
    /// <summary>Folder of pictures, picture or video.</summary>
    public required string In { get; init; }

    /// <summary>Folder that is written to.</summary>
    public required DirectoryInfo Out { get; init; }

    /// <summary>Name or folder of the model; null for the shipped one.</summary>
    public string? Model { get; init; }

    /// <summary>Device to run on.</summary>
    public required DeviceChoice Device { get; init; }

    /// <summary>Whether doubt maps are written.</summary>
    public bool Doubt { get; init; }

    /// <summary>Whether detections are written.</summary>
    public bool Detect { get; init; }

    /// <summary>Whether the video is written again with the tips of the tools drawn.</summary>
    public bool Tips { get; init; }

    /// <summary>Whether frames outside the body are in that video too.</summary>
    public bool RecordOutOfBody { get; init; }

    /// <summary>Whether the network sees the endoscope's field only; else the whole frame.</summary>
    public bool Crop { get; init; } = true;

    /// <summary>Most frames; null for all.</summary>
    public int? Frames { get; init; }
}
