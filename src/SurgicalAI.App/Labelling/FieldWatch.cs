using SurgicalAI.Vision.Quality;
using SurgicalAI.Vision.Sources;

namespace SurgicalAI.App.Labelling;

/// <summary>Judges each frame; in a video the field is held steady from frame to frame.</summary>
internal sealed class FieldWatch
{
    private readonly QualityMeter _meter = new();
    private readonly ContentTracker _tracker = new();

    /// <summary>Judges the current frame.</summary>
    public FrameQuality Look(FrameFeed feed)
    {
        var quality = _meter.Measure(feed.Bgr, feed.WidthPx, feed.HeightPx);
        return feed.IsVideo ? quality with { Area = _tracker.Next(quality.Area, feed.WidthPx) } : quality;
    }
}
