using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.App.Annotation;

/// <summary>Frames with a network's labels in place of their own: what a person is given to correct.</summary>
/// <param name="set">Pictures; stays open.</param>
/// <param name="network">Who proposes.</param>
internal sealed class ProposedLabels(IFrameSet set, ForegroundNetwork network) : IFrameSet
{
    private readonly Mat _picture = new();

    /// <inheritdoc/>
    public string Name => set.Name;

    /// <inheritdoc/>
    public LabelSet Labels => network.Labels;

    /// <inheritdoc/>
    public IReadOnlyList<FrameEntry> Frames { get; } = [.. set.Frames.Select(frame => frame with { HasLabels = true })];

    /// <inheritdoc/>
    public void ReadPicture(int index, Mat bgr) => set.ReadPicture(index, bgr);

    /// <inheritdoc/>
    public void ReadLabels(int index, Mat labels)
    {
        set.ReadPicture(index, _picture);
        network.Label(_picture, labels);
    }

    /// <inheritdoc/>
    public void Dispose() => _picture.Dispose();
}
