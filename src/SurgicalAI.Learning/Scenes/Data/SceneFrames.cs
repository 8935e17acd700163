using System.Security.Cryptography;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Learning.Training;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Quality;

namespace SurgicalAI.Learning.Scenes.Data;

/// <summary>Brings frames of every source to one form and size: the endoscope's field is cut out and aspect ratios are made equal, as at run time.</summary>
internal static class SceneFrames
{
    /// <summary>Takes frames of a data set, equal pictures only once.</summary>
    /// <param name="set">Data set.</param>
    /// <param name="wanted">Which frames.</param>
    /// <param name="meanings">Meanings, to which the set's are added.</param>
    /// <param name="size">Size to bring them to.</param>
    /// <param name="cancellation">Ends it by an exception.</param>
    /// <exception cref="Core.Outcomes.UserErrorException">A file is missing or damaged.</exception>
    public static List<SceneFrame> Load(IFrameSet set, Func<int, FrameEntry, bool> wanted, PixelMeanings meanings, Size size, CancellationToken cancellation)
    {
        var (table, lesions) = (meanings.Translate(set.Labels), LesionTable(set.Labels));
        using var bgr = new Mat();
        using var labels = new Mat();
        var content = new ContentDetector();
        var frames = new List<SceneFrame>();
        var seen = new HashSet<string>();
        for (var i = 0; i < set.Frames.Count; i++)
        {
            if (!wanted(i, set.Frames[i]))
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            set.ReadPicture(i, bgr);
            if (!seen.Add(Hash(bgr)))
            {
                continue;
            }

            var field = Field(content, bgr);
            using var inside = bgr[field];
            var picture = inside.Resize(size, interpolation: InterpolationFlags.Area);
            frames.Add(set.Frames[i].HasLabels ? Labelled(set, i, field, picture, labels, table, lesions) : Unlabelled(picture, set.Frames[i].Group));
        }

        return frames;
    }

    /// <summary>Renders scenes of consecutive seeds, or reads them from the cache, which is closed in the end, where they were rendered before.</summary>
    public static List<SceneFrame> Render(
        ILabelledScenes scenes, ulong firstSeed, int count, SceneCache cache, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var closing = cache;
        var frames = cache.Read(scenes, firstSeed, count);
        var clock = new ProgressClock("render", count, progress, frames.Count);
        using var picture = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Bgr8);
        using var labels = ImagePool.Shared.Rent(scenes.WidthPx, scenes.HeightPx, PixelFormat.Gray8);
        while (frames.Count < count)
        {
            cancellation.ThrowIfCancellationRequested();
            scenes.Render(firstSeed + (ulong)frames.Count, picture, labels);
            cache.Append(picture, labels);
            frames.Add(Rendered(picture.Bytes, labels.Bytes, scenes.WidthPx, scenes.HeightPx));
            clock.Report(frames.Count, static () => "scenes");
        }

        return frames;
    }

    /// <summary>A rendered frame: every pixel has its class, nothing is known of lesions.</summary>
    public static SceneFrame Rendered(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> labels, int widthPx, int heightPx)
    {
        var frame = new SceneFrame(
            new Mat(heightPx, widthPx, MatType.CV_8UC3), new Mat(heightPx, widthPx, MatType.CV_8UC1),
            new Mat(heightPx, widthPx, MatType.CV_8UC1, new Scalar(SceneFrame.LesionUnknown)), "");
        picture.CopyTo(frame.Picture.AsSpan<byte>());
        labels.CopyTo(frame.Labels.AsSpan<byte>());
        return frame;
    }

    // Recorders fill gaps with one picture; a frame met before teaches nothing.
    private static string Hash(Mat picture) => Convert.ToHexString(SHA256.HashData(picture.AsSpan<byte>()));

    private static Rect Field(ContentDetector content, Mat bgr)
    {
        var area = content.Find(bgr.AsSpan<byte>(), bgr.Width, bgr.Height);
        return new(area.X, area.Y, area.WidthPx, area.HeightPx);
    }

    private static SceneFrame Labelled(IFrameSet set, int index, Rect field, Mat picture, Mat labels, byte[] table, byte[] lesions)
    {
        set.ReadLabels(index, labels);
        using var inside = labels[field];
        using var small = inside.Resize(picture.Size(), interpolation: InterpolationFlags.Nearest);
        return new(picture, small.LUT(table), small.LUT(lesions), set.Frames[index].Group);
    }

    private static SceneFrame Unlabelled(Mat picture, string group) => new(
        picture, new Mat(picture.Size(), MatType.CV_8UC1, new Scalar(PixelMeanings.Anything)),
        new Mat(picture.Size(), MatType.CV_8UC1, new Scalar(SceneFrame.LesionUnknown)), group);

    private static byte[] LesionTable(LabelSet labels)
    {
        var table = new byte[256];
        var knows = labels.Definitions.Any(d => d.Kind == LabelKind.Lesion);
        Array.Fill(table, SceneFrame.LesionUnknown);
        foreach (var label in labels.Definitions.Where(_ => knows))
        {
            table[label.Id] = (byte)(label.Kind == LabelKind.Lesion ? 1 : 0);
        }

        return table;
    }
}
