using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>
/// A network whose maps have the size of the picture: labels enlarged with smooth boundaries, doubt and lesion bilinearly. Keeps its buffers; not
/// thread-safe.
/// </summary>
/// <param name="network">Network; disposed with this.</param>
public sealed class FullSizeNetwork(INetworkUnderTest network) : INetworkUnderTest
{
    private readonly LabelUpscaler _upscaler = new();
    private byte[] _labels = [];
    private byte[] _doubt = [];
    private byte[] _lesion = [];

    /// <inheritdoc/>
    public string Name => network.Name;

    /// <inheritdoc/>
    public string Sha256 => network.Sha256;

    /// <inheritdoc/>
    public LabelSet Labels => network.Labels;

    /// <inheritdoc/>
    public bool TellsDoubt => network.TellsDoubt;

    /// <inheritdoc/>
    public bool TellsLesions => network.TellsLesions;

    /// <summary>Labels of the last picture, at its size; may be changed.</summary>
    public Span<byte> LabelMap => _labels;

    /// <summary>Doubt of the last picture, at its size; empty when the network gives none; may be changed.</summary>
    public Span<byte> DoubtMap => TellsDoubt ? _doubt : [];

    /// <summary>Lesion map of the last picture, at its size; empty when the network gives none.</summary>
    public ReadOnlySpan<byte> LesionMap => TellsLesions ? _lesion : [];

    /// <inheritdoc/>
    public NetworkAnswer Segment(ReadOnlySpan<byte> bgr, int widthPx, int heightPx)
    {
        Reserve(widthPx * heightPx);
        var answer = network.Segment(bgr, widthPx, heightPx);
        _upscaler.Resize(answer.Labels, answer.Doubt, answer.WidthPx, answer.HeightPx, _labels, widthPx, heightPx);
        Smooth(answer.Doubt, answer, DoubtMap, widthPx, heightPx);
        Smooth(answer.Lesion, answer, TellsLesions ? _lesion : [], widthPx, heightPx);
        return new(widthPx, heightPx, _labels, DoubtMap, LesionMap);
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => network.Dispose();

    private static unsafe void Smooth(ReadOnlySpan<byte> source, in NetworkAnswer answer, Span<byte> target, int widthPx, int heightPx)
    {
        if (target.IsEmpty)
        {
            return;
        }

        fixed (byte* from = source, to = target)
        {
            using var small = Mat.FromPixelData(answer.HeightPx, answer.WidthPx, MatType.CV_8UC1, (nint)from);
            using var large = Mat.FromPixelData(heightPx, widthPx, MatType.CV_8UC1, (nint)to);
            Cv2.Resize(small, large, large.Size(), interpolation: InterpolationFlags.Linear);
        }
    }

    private void Reserve(int pixels)
    {
        if (_labels.Length != pixels)
        {
            (_labels, _doubt, _lesion) = (new byte[pixels], new byte[TellsDoubt ? pixels : 0], new byte[TellsLesions ? pixels : 0]);
        }
    }
}
