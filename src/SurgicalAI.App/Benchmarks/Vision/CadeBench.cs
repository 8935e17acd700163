using System.Diagnostics;
using SurgicalAI.App.Reports;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Pipeline.Latency;
using SurgicalAI.Vision.Detection;
using SurgicalAI.Vision.Evaluation;

namespace SurgicalAI.App.Benchmarks.Vision;

/// <summary>
/// Plays pictures at a camera's rate through a <see cref="SecondReader"/>: how long the video is held up, and how long after a picture came in the markers found in
/// it are on a picture that goes out.
/// </summary>
/// <param name="frames">Pictures; each is held for half a second, as tracks need time to appear.</param>
/// <param name="options">Operating point and hysteresis.</param>
internal sealed class CadeBench(CadeFrames frames, TrackerOptions options)
{
    /// <summary>Frames a second.</summary>
    public const double RateHz = 30;

    private const int Held = 15;
    private const int WarmUpFrames = 30;
    private const int CheckEvery = 30;

    private readonly LatencyHistogram _marker = new("marker");
    private readonly LatencyHistogram _delay = new("delay");
    private long _changedOutside;
    private int _marked;
    private int _checked;

    /// <summary>Plays.</summary>
    /// <param name="network">Network that tells lesions; not disposed.</param>
    /// <param name="count">Frames that count, after a second of warming up.</param>
    /// <param name="cancellation">Stops between frames.</param>
    /// <exception cref="InvalidOperationException">The reader stopped.</exception>
    public CadeFigures Run(INetworkUnderTest network, int count, CancellationToken cancellation)
    {
        using var pool = new ImagePool();
        using var reader = new SecondReader(network, options, pool);
        using var picture = pool.Rent(frames.WidthPx, frames.HeightPx, PixelFormat.Bgr8);
        var (start, lastNs) = (Stopwatch.GetTimestamp(), 0L);
        for (var i = -WarmUpFrames; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var source = frames.Pictures[(i + WarmUpFrames) / Held % frames.Pictures.Count];
            source.CopyTo(picture.Bytes);
            Wait(start, (i + WarmUpFrames) / RateHz);
            lastNs = Pass(reader, picture, lastNs, counts: i >= 0);
            Check(reader, picture, source, i);
        }

        return reader.Error is null
            ? new(Summary(_marker), Summary(_delay), count, reader.Results, _marked, _checked, _changedOutside)
            : throw new InvalidOperationException($"The reader stopped: {reader.Error.Message}", reader.Error);
    }

    private long Pass(SecondReader reader, ImageLease picture, long lastNs, bool counts)
    {
        var inNs = NowNs();
        var resultNs = reader.Pass(picture, inNs);
        var outNs = NowNs();
        if (counts)
        {
            _delay.RecordNs(outNs - inNs);
            _marked += reader.Drawn.Length > 0 ? 1 : 0;
            if (resultNs != lastNs)
            {
                _marker.RecordNs(outNs - resultNs);
            }
        }

        return resultNs;
    }

    // Every pixel outside the brackets must be as it came in.
    private void Check(SecondReader reader, ImageLease picture, byte[] source, int number)
    {
        if (number < 0 || number % CheckEvery != 0)
        {
            return;
        }

        _checked++;
        for (var i = 0; i < source.Length; i += 3)
        {
            if (!picture.Bytes.Slice(i, 3).SequenceEqual(source.AsSpan(i, 3)) && !Covered(reader, i / 3))
            {
                _changedOutside++;
            }
        }
    }

    private bool Covered(SecondReader reader, int pixel)
    {
        foreach (var track in reader.Drawn)
        {
            if (LesionMarker.Covers(track.Box, pixel % frames.WidthPx, pixel / frames.WidthPx, frames.WidthPx, frames.HeightPx))
            {
                return true;
            }
        }

        return false;
    }

    private static CadeTimes Summary(LatencyHistogram histogram)
    {
        var s = histogram.Summary();
        return new(s.P50, s.P99, s.Max, s.Count);
    }

    private static void Wait(long start, double untilS)
    {
        var left = TimeSpan.FromSeconds(untilS) - Stopwatch.GetElapsedTime(start);
        if (left > TimeSpan.Zero)
        {
            Thread.Sleep(left);
        }
    }

    private static long NowNs() => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
}
