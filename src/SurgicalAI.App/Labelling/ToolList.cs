using SurgicalAI.App.Reports;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Sources;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Labelling;

/// <summary>Tools of each frame for <c>detections.json</c>: tips, axes, and in a video the number that a tool keeps.</summary>
/// <param name="labels">Labels of the network.</param>
internal sealed class ToolList(LabelSet labels)
{
    private readonly ToolParts _parts = new(labels);
    private readonly ToolFinder _finder = new();
    private readonly TipTracker _tracker = new();
    private double? _lastS;

    /// <summary>Tools of a frame.</summary>
    /// <param name="frame">Its picture.</param>
    /// <param name="answer">Network that has just run on it; its labels as they came.</param>
    public IReadOnlyList<ToolDetection> Of(FrameFeed frame, FullSizeNetwork answer)
    {
        var tools = _finder.Find(answer.LabelMap, frame.WidthPx, frame.HeightPx, _parts, frame.WidthPx, frame.HeightPx);
        var tracks = Tracks(frame, tools);
        var found = new ToolDetection[tools.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = Detection(tools[i], tracks[i]);
        }

        return found;
    }

    private int?[] Tracks(FrameFeed frame, ReadOnlySpan<SeenTool> tools)
    {
        var numbers = new int?[tools.Length];
        if (frame.IsVideo && frame.TimeS is { } now)
        {
            foreach (ref readonly var track in _tracker.Update(tools, Math.Max(1e-3, now - (_lastS ?? (now - (1.0 / 30))))))
            {
                if (track.Seen >= 0)
                {
                    numbers[track.Seen] = track.Id;
                }
            }

            _lastS = now;
        }

        return numbers;
    }

    private static ToolDetection Detection(in SeenTool tool, int? track) => new(
        tool.HasTip ? Point(tool.Tip) : null,
        tool.Ends == 2 ? [Point(tool.FirstEnd), Point(tool.SecondEnd)] : tool.Ends == 1 ? [Point(tool.FirstEnd)] : [],
        tool.HasTip ? Math.Round(tool.AlongPx, 1) : null,
        tool.HasAxis ? new(Point(tool.AxisPoint), [Math.Round(tool.Axis.XPx, 4), Math.Round(tool.Axis.YPx, 4)], Math.Round(tool.WidthPx, 1)) : null,
        track);

    private static double[] Point(ImagePoint p) => [Math.Round(p.XPx, 1), Math.Round(p.YPx, 1)];
}
