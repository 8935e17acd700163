using OpenCvSharp;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>A frame drawn for a report.</summary>
/// <param name="Frame">Its scores.</param>
/// <param name="Outlines">JPEG: truth green, prediction magenta.</param>
/// <param name="Doubt">JPEG: the doubt over the picture, dark to bright yellow; null when the network tells none.</param>
public sealed record FramePicture(FrameResult Frame, byte[] Outlines, byte[]? Doubt);

/// <summary>Draws frames with the outlines of truth and prediction.</summary>
public static class WorstPictures
{
    private const int WidthPx = 480;
    private const int JpegQuality = 82;

    private static readonly Scalar Green = new(80, 230, 60);
    private static readonly Scalar Magenta = new(230, 60, 235);

    /// <summary>Draws.</summary>
    /// <param name="set">The set that was evaluated; not disposed.</param>
    /// <param name="network">The network; not disposed.</param>
    /// <param name="frames">Which frames.</param>
    public static IReadOnlyList<FramePicture> Draw(IFrameSet set, INetworkUnderTest network, IEnumerable<FrameResult> frames)
    {
        var match = new DataMatch(set.Name, network.Labels, set.Labels);
        var scorer = new FrameScorer(match, new(0));
        using var reader = new FrameReader(set, new());
        return [.. frames.Select(frame => Draw(reader, network, match, scorer, frame))];
    }

    private static FramePicture Draw(FrameReader reader, INetworkUnderTest network, DataMatch match, FrameScorer scorer, FrameResult frame)
    {
        reader.Read(frame.Index);
        var truth = reader.Truth;
        scorer.Take(network.Segment(FrameReader.Bytes(reader.Picture), reader.WidthPx, reader.HeightPx), truth, reader.WidthPx, reader.HeightPx);
        var wanted = new byte[truth.Length];
        LabelMask.Select(truth, match.TruthForeground, wanted);
        using var small = Shrunk(reader.Picture, InterpolationFlags.Area);
        using var outlines = small.Clone();
        Outline(outlines, wanted, reader, Green);
        Outline(outlines, scorer.Foreground, reader, Magenta);
        return new(frame, Jpeg(outlines), scorer.Doubt.Length > 0 ? Doubt(small, scorer.Doubt, reader) : null);
    }

    private static void Outline(Mat picture, ReadOnlySpan<byte> mask, FrameReader reader, Scalar colour)
    {
        using var map = Map(mask, reader);
        using var small = Shrunk(map, InterpolationFlags.Nearest);
        Cv2.FindContours(small, out Point[][] contours, out _, RetrievalModes.List, ContourApproximationModes.ApproxNone);
        Cv2.DrawContours(picture, contours, -1, colour, 2, LineTypes.AntiAlias);
    }

    private static byte[] Doubt(Mat picture, ReadOnlySpan<byte> doubt, FrameReader reader)
    {
        using var map = Map(doubt, reader);
        using var small = Shrunk(map, InterpolationFlags.Area);
        using var coloured = new Mat();
        Cv2.ApplyColorMap(small, coloured, ColormapTypes.Inferno);
        using var mixed = new Mat();
        Cv2.AddWeighted(picture, 0.35, coloured, 0.65, 0, mixed);
        return Jpeg(mixed);
    }

    private static Mat Map(ReadOnlySpan<byte> bytes, FrameReader reader)
    {
        var map = new Mat(reader.HeightPx, reader.WidthPx, MatType.CV_8UC1);
        map.SetArray(bytes.ToArray());
        return map;
    }

    private static Mat Shrunk(Mat full, InterpolationFlags how)
    {
        var small = new Mat();
        Cv2.Resize(full, small, new Size(WidthPx, Math.Max(1, WidthPx * full.Height / full.Width)), interpolation: how);
        return small;
    }

    private static byte[] Jpeg(Mat picture)
    {
        Cv2.ImEncode(".jpg", picture, out var bytes, new ImageEncodingParam(ImwriteFlags.JpegQuality, JpegQuality));
        return bytes;
    }
}
