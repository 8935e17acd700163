using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation.Cells;

/// <summary>The three maps of a picture (1, height, width).</summary>
/// <param name="heightPx">Height, pixels.</param>
/// <param name="widthPx">Width, pixels.</param>
internal sealed class CellMaps(int heightPx, int widthPx) : IDisposable
{
    /// <summary>Label of each pixel.</summary>
    public TensorBuffer<byte> Labels { get; } = new(1, heightPx, widthPx);

    /// <summary>255 times the probability that the label is wrong.</summary>
    public TensorBuffer<byte> Doubt { get; } = new(1, heightPx, widthPx);

    /// <summary>255 times the probability of a lesion.</summary>
    public TensorBuffer<byte> Lesion { get; } = new(1, heightPx, widthPx);

    /// <inheritdoc/>
    public void Dispose()
    {
        Labels.Dispose();
        Doubt.Dispose();
        Lesion.Dispose();
    }
}
