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

    /// <summary>Adds a frame.</summary>
    /// <param name="frame">Its picture.</param>
    /// <param name="answer">Network that has just run on it.</param>
    /// <param name="quality">What the picture is worth.</param>
    public void Add(FrameFeed frame, FullSizeNetwork answer, in FrameQuality quality)
    {
        IReadOnlyList<ScoredBox> boxes = answer.TellsLesions ? LesionRegions.Find(answer.LesionMap, frame.WidthPx, frame.HeightPx) : [];
        _frames.Add(new(frame.Name, frame.TimeS, frame.WidthPx, frame.HeightPx, Quality(quality), Field(quality.Area), [.. boxes.Select(Detection)]));
    }

    /// <summary>The file's content.</summary>
    /// <param name="source">What was read, as it was named.</param>
    /// <param name="rateHz">Frames of a second of video; null for pictures.</param>
    public DetectionsReport Report(string source, double? rateHz) =>
        new(source, rateHz, new(network.Name, network.Sha256), network.TellsLesions, _frames);

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

    private LesionDetection Detection(ScoredBox found) =>
        new(lesion.Name, [found.Box.X, found.Box.Y, found.Box.Width, found.Box.Height], Math.Round(found.Score, 4), null);
}
