using System.Reactive.Linq;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.Pipeline.Operators;

/// <summary>The operator <c>Segment</c>.</summary>
public static class SegmentOperator
{
    /// <summary>Labels both eyes of each frame, on the thread that delivers it.</summary>
    /// <param name="source">Frames; taken over.</param>
    /// <param name="segmenter">Segmenter; not disposed here.</param>
    /// <param name="latency">Records the time of each run.</param>
    /// <param name="time">Clock.</param>
    public static IObservable<Stamped<SegmentedFrame>> Segment(
        this IObservable<Stamped<StereoFrame>> source, ISegmenter segmenter, LatencyHistogram latency, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(segmenter);
        ArgumentNullException.ThrowIfNull(latency);
        return source.Select(frame => frame.With(Run(segmenter, frame.Value, latency, time)));
    }

    private static SegmentedFrame Run(ISegmenter segmenter, StereoFrame pictures, LatencyHistogram latency, TimeProvider time)
    {
        var startNs = time.NowNs();
        try
        {
            var labels = segmenter.Segment(pictures);
            latency.RecordNs(time.NowNs() - startNs);
            return new(pictures, labels);
        }
        catch
        {
            pictures.Dispose();
            throw;
        }
    }
}
