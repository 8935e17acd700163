using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Core.Ports;

/// <summary>Turns pictures into label maps.</summary>
public interface ISegmenter : IDisposable
{
    /// <summary>Model name and the first 12 hex digits of its sha256, joined by '@'.</summary>
    string Model { get; }

    /// <summary>Labels both eyes of a frame in one run.</summary>
    /// <param name="frame">Pictures; not disposed here.</param>
    /// <returns>
    /// Label maps (<see cref="PixelFormat.Gray8"/>, values of <see cref="SegmentationClass"/>) at the network's own resolution,
    /// which covers the same field of view; the caller disposes them.
    /// </returns>
    StereoFrame Segment(StereoFrame frame);
}
