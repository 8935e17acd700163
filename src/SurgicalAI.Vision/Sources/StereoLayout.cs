namespace SurgicalAI.Vision.Sources;

/// <summary>How the eyes lie in one picture of a source.</summary>
public enum StereoLayout
{
    /// <summary>One eye only.</summary>
    Mono = 0,

    /// <summary>Left eye in the left half, right eye in the right half, each at full width.</summary>
    SideBySide,
}
