using SurgicalAI.Core;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Sources;

/// <summary>How a source is read and what camera stands behind it.</summary>
public sealed record SourceOptions
{
    /// <summary>How the eyes lie in a picture.</summary>
    public StereoLayout Layout { get; init; } = StereoLayout.Mono;

    /// <summary>True reads a file at its own frame rate instead of as fast as it is asked.</summary>
    public bool Pace { get; init; }

    /// <summary>Horizontal field of view of one eye, radians; the simulator's unless the endoscope was calibrated.</summary>
    public double HorizontalFovRad { get; init; } = 60 * Si.Deg;

    /// <summary>Distance between the eyes, metres; used for stereo layouts only.</summary>
    public double BaselineM { get; init; } = 6 * Si.Mm;

    /// <summary>A live source that is silent for longer is lost.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait for a connection and its first picture.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where pictures are lent from.</summary>
    public ImagePool Pool { get; init; } = ImagePool.Shared;

    /// <summary>Clock of the capture stamps.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HorizontalFovRad, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(HorizontalFovRad, Math.PI);
        ArgumentOutOfRangeException.ThrowIfNegative(BaselineM);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Stall, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Connect, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(Pool);
        ArgumentNullException.ThrowIfNull(Time);
    }
}
