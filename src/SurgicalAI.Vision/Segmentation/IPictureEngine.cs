using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>A network that maps pictures of any size, run in whichever way is fastest where it runs. Not thread-safe.</summary>
internal interface IPictureEngine : IDisposable
{
    /// <summary>The model's card.</summary>
    ModelCard Card { get; }

    /// <summary>Width of the maps, pixels.</summary>
    int WidthPx { get; }

    /// <summary>Height of the maps, pixels.</summary>
    int HeightPx { get; }

    /// <summary>Label of each pixel; valid until the next run.</summary>
    ReadOnlySpan<byte> Labels { get; }

    /// <summary>255 times the probability that the label is wrong; empty when the network does not say.</summary>
    ReadOnlySpan<byte> Doubt { get; }

    /// <summary>255 times the probability of a lesion; empty when the network does not say.</summary>
    ReadOnlySpan<byte> Lesion { get; }

    /// <summary>Maps a picture. Hot path: no allocation while the size of the pictures stays.</summary>
    void Run(ReadOnlySpan<byte> bgr, int widthPx, int heightPx);

    /// <summary>Runs ONNX Runtime alone once more over what the last picture left in its buffers: for measurements.</summary>
    void RunNetwork();
}
