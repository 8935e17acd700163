using SurgicalAI.App.Reports;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Detection;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Metrics;
using SurgicalAI.Vision.Quality;
using SurgicalAI.Vision.Sources;

namespace SurgicalAI.App.Labelling;

/// <summary>Collects what was found in each frame for <c>detections.json</c>.</summary>
/// <param name="network">Network that found it.</param>
/// <param name="lesion">Label of lesions.</param>
internal sealed class DetectionList(NetworkUnderTest network, LabelDefinition lesion)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "detections.json";

    private readonly List<FrameDetections> _frames = [];
    private readonly LesionDetector _detector = new();
    private readonly ToolList _tools = new(network.Labels);
    private readonly TrackerOptions _options = new() { Least = network.Card.DetectionThreshold ?? TrackerOptions.DefaultLeast };
    private LesionTracker? _tracker;

    /// <summary>Adds a frame.</summary>
    /// <param name="frame">Its picture.</param>
    /// <param name="answer">Network that has just run on it.</param>
    /// <param name="quality">What the picture is worth.</param>
    public void Add(FrameFeed frame, FullSizeNetwork answer, in FrameQuality quality)
    {
        var found = answer.TellsLesions ? _detector.Find(answer.LesionMap, frame.WidthPx, frame.HeightPx, _options.Least) : [];
        _frames.Add(new(frame.Name, frame.TimeS, frame.WidthPx, frame.HeightPx, Quality(quality), Field(quality.Area), frame.IsVideo ? Tracked(found) : Single(found), _tools.Of(frame, answer)));
    }

    /// <summary>The file's content.</summary>
    /// <param name="source">What was read, as it was named.</param>
    /// <param name="rateHz">Frames of a second of video; null for pictures.</param>
    public DetectionsReport Report(string source, double? rateHz) =>
        new(source, rateHz, new(network.Name, network.Sha256), network.TellsLesions, _options.Least, _frames);

    private static QualityFigures Quality(in FrameQuality quality)
    {
        var faults = quality.Faults;
        bool Is(FrameFaults fault) => faults.HasFlag(fault);
        return new(Is(FrameFaults.Blurred), Is(FrameFaults.Smoky), Is(FrameFaults.OverExposed), Is(FrameFaults.Dark), Is(FrameFaults.OutOfBody), quality.Trust);
    }

    private static FieldFigures Field(ContentArea area) => new(
        area.Shape.ToString().ToLowerInvariant(),
        [area.X, area.Y, area.WidthPx, area.HeightPx],
        area.Shape == ContentShape.Circle ? [Math.Round(area.CentreXPx, 1), Math.Round(area.CentreYPx, 1), Math.Round(area.RadiusPx, 1)] : null);

    private LesionDetection[] Tracked(ReadOnlySpan<ScoredBox> found)
    {
        var tracks = (_tracker ??= new(_options)).Next(found);
        var boxes = new LesionDetection[tracks.Length];
        for (var i = 0; i < boxes.Length; i++)
        {
            boxes[i] = Detection(new(tracks[i].Box, tracks[i].Score), tracks[i].Id);
        }

        return boxes;
    }

    private LesionDetection[] Single(ReadOnlySpan<ScoredBox> found)
    {
        var boxes = new LesionDetection[found.Length];
        for (var i = 0; i < boxes.Length; i++)
        {
            boxes[i] = Detection(found[i], null);
        }

        return boxes;
    }

    private LesionDetection Detection(ScoredBox found, int? track)
    {
        var box = found.Box;
        double[] corners = [Math.Round(box.X, 1), Math.Round(box.Y, 1), Math.Round(box.Width, 1), Math.Round(box.Height, 1)];
        return new(lesion.Name, corners, Math.Round(found.Score, 4), track);
    }
}
