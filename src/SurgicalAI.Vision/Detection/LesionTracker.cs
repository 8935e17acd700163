using System.Numerics;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Detection;

/// <summary>
/// Follows detections from frame to frame: surest first, each to the track whose predicted box it overlaps most; an alpha-beta filter on centre and size; a track
/// is shown once it was hit in k of n frames and ends after m without a hit. Not thread-safe.
/// </summary>
/// <param name="options">How.</param>
public sealed class LesionTracker(TrackerOptions options)
{
    private const int Most = 2 * LesionDetector.Most;

    private readonly TrackerOptions _options = options.Validate();
    private readonly Entry[] _entries = new Entry[Most];
    private readonly LesionTrack[] _shown = new LesionTrack[Most];
    private readonly bool[] _used = new bool[LesionDetector.Most];
    private int _count;
    private int _lastId;

    /// <summary>Takes the detections of the next frame. Hot path: no allocation.</summary>
    /// <param name="found">At most <see cref="LesionDetector.Most"/>.</param>
    /// <returns>The tracks to be shown; valid until the next call.</returns>
    public ReadOnlySpan<LesionTrack> Next(ReadOnlySpan<ScoredBox> found)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(found.Length, LesionDetector.Most);
        Array.Clear(_used);
        for (var i = 0; i < _count; i++)
        {
            _entries[i].Predict();
        }

        for (var at = Surest(found); at >= 0; at = Surest(found))
        {
            _used[at] = true;
            Assign(found[at]);
        }

        Drop();
        return Show();
    }

    /// <summary>Forgets all tracks; numbers go on.</summary>
    public void Reset() => _count = 0;

    private int Surest(ReadOnlySpan<ScoredBox> found)
    {
        var best = -1;
        for (var i = 0; i < found.Length; i++)
        {
            best = !_used[i] && found[i].Score >= _options.Least && (best < 0 || found[i].Score > found[best].Score) ? i : best;
        }

        return best;
    }

    private void Assign(ScoredBox detection)
    {
        var (best, overlap) = (-1, _options.LeastIou);
        for (var i = 0; i < _count; i++)
        {
            var iou = _entries[i].Hit ? 0 : _entries[i].Box.Iou(detection.Box);
            (best, overlap) = iou >= overlap ? (i, iou) : (best, overlap);
        }

        if (best >= 0)
        {
            _entries[best].Correct(detection, _options.Alpha, _options.Beta);
        }
        else if (_count < Most)
        {
            _entries[_count++] = new(++_lastId, detection);
        }
    }

    private void Drop()
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Missed < _options.Misses)
            {
                _entries[kept++] = _entries[i];
            }
        }

        _count = kept;
    }

    private ReadOnlySpan<LesionTrack> Show()
    {
        var shown = 0;
        var window = uint.MaxValue >> (32 - _options.Window);
        for (var i = 0; i < _count; i++)
        {
            ref var entry = ref _entries[i];
            entry.Appeared |= BitOperations.PopCount(entry.History & window) >= _options.Hits;
            if (entry.Appeared)
            {
                _shown[shown++] = new(entry.Id, entry.Box, entry.Score, entry.Hit);
            }
        }

        return _shown.AsSpan(0, shown);
    }

    private record struct State(double Value, double Speed)
    {
        public void Predict() => Value += Speed;

        public void Correct(double measured, double alpha, double beta)
        {
            var difference = measured - Value;
            (Value, Speed) = (Value + (alpha * difference), Speed + (beta * difference));
        }
    }

    private struct Entry(int id, ScoredBox first)
    {
        private State _x = new(first.Box.X + (first.Box.Width / 2), 0);
        private State _y = new(first.Box.Y + (first.Box.Height / 2), 0);
        private State _width = new(first.Box.Width, 0);
        private State _height = new(first.Box.Height, 0);

        public readonly int Id => id;

        public double Score { get; private set; } = first.Score;

        public uint History { get; private set; } = 1;

        public int Missed { get; private set; }

        public bool Hit { get; private set; } = true;

        public bool Appeared { get; set; }

        public readonly Box Box => new(_x.Value - (_width.Value / 2), _y.Value - (_height.Value / 2), _width.Value, _height.Value);

        public void Predict()
        {
            _x.Predict();
            _y.Predict();
            (Hit, History, Missed) = (false, History << 1, Missed + 1);
        }

        // The size is smoothed without a speed: it must not run below zero.
        public void Correct(ScoredBox found, double alpha, double beta)
        {
            _x.Correct(found.Box.X + (found.Box.Width / 2), alpha, beta);
            _y.Correct(found.Box.Y + (found.Box.Height / 2), alpha, beta);
            _width.Correct(found.Box.Width, alpha, 0);
            _height.Correct(found.Box.Height, alpha, 0);
            (Hit, History, Missed, Score) = (true, History | 1, 0, found.Score);
        }
    }
}
