using OpenCvSharp;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>Scores a network on corrupted copies of the same frames. Not thread-safe.</summary>
internal sealed class RobustnessRun : IDisposable
{
    /// <summary>More frames than these say hardly more, at thirty runs a frame.</summary>
    private const int MostFrames = 200;

    private readonly INetworkUnderTest _network;
    private readonly FrameScorer _scorer;
    private readonly Corruptions _corruptions;
    private readonly Mat _corrupted = new();
    private readonly int _every;
    private readonly List<(double Iou, double Doubt)>[,] _points;

    public RobustnessRun(DataMatch match, INetworkUnderTest network, ulong seed, int frames)
    {
        _network = network;
        _scorer = new(match, new(0));
        _corruptions = new(seed);
        _every = (frames + MostFrames - 1) / MostFrames;
        _points = new List<(double, double)>[Corruptions.Kinds.Count, Corruptions.Strongest + 1];
        for (var kind = 0; kind < Corruptions.Kinds.Count; kind++)
        {
            for (var strength = 0; strength <= Corruptions.Strongest; strength++)
            {
                _points[kind, strength] = [];
            }
        }
    }

    /// <summary>Adds a frame in all its corruptions.</summary>
    /// <param name="number">Number of the frame; of a long set only every few are taken.</param>
    /// <param name="picture">Picture, BGR; stays as it is.</param>
    /// <param name="truth">Its truth.</param>
    public void Add(int number, Mat picture, ReadOnlySpan<byte> truth)
    {
        if (number % _every != 0)
        {
            return;
        }

        var clean = Score(picture, truth);
        for (var kind = 0; kind < Corruptions.Kinds.Count; kind++)
        {
            _points[kind, 0].Add(clean);
            for (var strength = 1; strength <= Corruptions.Strongest; strength++)
            {
                _corruptions.Apply(Corruptions.Kinds[kind], strength, number, picture, _corrupted);
                _points[kind, strength].Add(Score(_corrupted, truth));
            }
        }
    }

    /// <summary>The curves over all frames added.</summary>
    public IReadOnlyList<RobustnessCurve> Curves() =>
        [.. Corruptions.Kinds.Select((kind, k) => new RobustnessCurve(kind, [.. Enumerable.Range(0, Corruptions.Strongest + 1).Select(s => Point(s, _points[k, s]))]))];

    public void Dispose()
    {
        _corruptions.Dispose();
        _corrupted.Dispose();
    }

    private (double Iou, double Doubt) Score(Mat picture, ReadOnlySpan<byte> truth)
    {
        _scorer.Take(_network.Segment(FrameReader.Bytes(picture), picture.Width, picture.Height), truth, picture.Width, picture.Height);
        return (_scorer.BinaryOverlap(truth).Iou, _scorer.Doubt.Length > 0 ? FrameDoubt.Of(_scorer.Foreground, _scorer.Doubt) : double.NaN);
    }

    private static RobustnessPoint Point(int strength, List<(double Iou, double Doubt)> frames) => new(
        strength,
        frames.Select(f => f.Iou).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average(),
        frames.Select(f => f.Doubt).DefaultIfEmpty(double.NaN).Average());
}
