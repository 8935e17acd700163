using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Pipeline.Operators;

/// <summary>Pictures with their label maps; disposing it gives both back.</summary>
/// <param name="pictures">Pictures; taken over.</param>
/// <param name="labels">Label maps at the network's resolution; taken over.</param>
public sealed class SegmentedFrame(StereoFrame pictures, StereoFrame labels) : IDisposable
{
    /// <summary>Pictures as captured.</summary>
    public StereoFrame Pictures { get; } = pictures;

    /// <summary>Label maps of both eyes.</summary>
    public StereoFrame Labels { get; } = labels;

    /// <summary>A second frame over the same pixels, disposed on its own.</summary>
    public SegmentedFrame Share() => new(Pictures.Share(), Labels.Share());

    /// <inheritdoc/>
    public void Dispose()
    {
        Pictures.Dispose();
        Labels.Dispose();
    }
}
