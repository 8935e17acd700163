using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.App.Faults;

/// <summary>A segmenter whose device can be lost on demand.</summary>
/// <param name="inner">Segmenter; not disposed here.</param>
/// <param name="board">Which faults are in force.</param>
internal sealed class FaultySegmenter(ISegmenter inner, FaultBoard board) : ISegmenter
{
    /// <inheritdoc/>
    public string Model => inner.Model;

    /// <inheritdoc/>
    public StereoFrame Segment(StereoFrame frame) => board.IsOn(FaultKind.DeviceLoss)
        ? throw new DeviceLostException($"{inner.Model} failed: the device is lost (a fault on demand).")
        : inner.Segment(frame);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
