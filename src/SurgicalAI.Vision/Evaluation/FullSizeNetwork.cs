using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Quality;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>
/// A network that sees the endoscope's field and answers at the picture's size: labels enlarged with smooth boundaries, doubt and lesion bilinearly;
/// background without doubt around the field. Keeps its buffers; not thread-safe.
/// </summary>
/// <param name="network">Network; disposed with this.</param>
/// <param name="crop">Whether the field is looked for; without it the whole picture is the field.</param>
public sealed class FullSizeNetwork(INetworkUnderTest network, bool crop) : INetworkUnderTest
{
    private readonly LabelUpscaler _upscaler = new();
    private readonly ContentDetector _content = new();
    private byte[] _field = [];
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
    public Span<byte> DoubtMap => _doubt;

    /// <summary>Lesion map of the last picture, at its size; empty when the network gives none.</summary>
    public Span<byte> LesionMap => _lesion;

    /// <inheritdoc/>
    public NetworkAnswer Segment(ReadOnlySpan<byte> bgr, int widthPx, int heightPx) =>
        Segment(bgr, widthPx, heightPx, crop ? _content.Find(bgr, widthPx, heightPx) : ContentArea.Whole(widthPx, heightPx));

    /// <summary>Labels a picture whose field is known.</summary>
    /// <param name="bgr">Three bytes a pixel, row by row.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="field">The endoscope's field in it.</param>
    public NetworkAnswer Segment(ReadOnlySpan<byte> bgr, int widthPx, int heightPx, ContentArea field)
    {
        Reserve(widthPx * heightPx);
        var answer = network.Segment(FieldCutter.Cut(bgr, widthPx, field, ref _field), field.WidthPx, field.HeightPx);
        var first = (field.Y * widthPx) + field.X;
        Clear();
        _upscaler.Resize(answer.Labels, answer.Doubt, answer.WidthPx, answer.HeightPx, _labels.AsSpan(first), field.WidthPx, field.HeightPx, widthPx);
        Smooth(answer.Doubt, answer, _doubt, first, widthPx, field);
        Smooth(answer.Lesion, answer, _lesion, first, widthPx, field);
        if (field.Shape == ContentShape.Circle)
        {
            ClearAround(field, widthPx);
        }

        return new(widthPx, heightPx, _labels, _doubt, _lesion);
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => network.Dispose();

    private static unsafe void Smooth(ReadOnlySpan<byte> source, in NetworkAnswer answer, Span<byte> target, int first, int strideBytes, ContentArea field)
    {
        if (target.IsEmpty)
        {
            return;
        }

        fixed (byte* from = source, to = target)
        {
            using var small = Mat.FromPixelData(answer.HeightPx, answer.WidthPx, MatType.CV_8UC1, (nint)from);
            using var large = Mat.FromPixelData(field.HeightPx, field.WidthPx, MatType.CV_8UC1, (nint)(to + first), strideBytes);
            Cv2.Resize(small, large, large.Size(), interpolation: InterpolationFlags.Linear);
        }
    }

    private void ClearAround(ContentArea field, int widthPx)
    {
        for (var y = field.Y; y < field.Y + field.HeightPx; y++)
        {
            var dy = y + 0.5 - field.CentreYPx;
            var half = Math.Sqrt(Math.Max(0, (field.RadiusPx * field.RadiusPx) - (dy * dy)));
            var from = Math.Clamp((int)Math.Ceiling(field.CentreXPx - half - 0.5), 0, widthPx);
            var to = Math.Clamp((int)Math.Floor(field.CentreXPx + half + 0.5), from, widthPx);
            Clear(y * widthPx, from);
            Clear((y * widthPx) + to, widthPx - to);
        }
    }

    private void Clear() => Clear(0, _labels.Length);

    private void Clear(int start, int length)
    {
        _labels.AsSpan(start, length).Clear();
        (_doubt.Length > 0 ? _doubt.AsSpan(start, length) : []).Clear();
        (_lesion.Length > 0 ? _lesion.AsSpan(start, length) : []).Clear();
    }

    private void Reserve(int pixels)
    {
        if (_labels.Length != pixels)
        {
            (_labels, _doubt, _lesion) = (new byte[pixels], new byte[TellsDoubt ? pixels : 0], new byte[TellsLesions ? pixels : 0]);
        }
    }
}
