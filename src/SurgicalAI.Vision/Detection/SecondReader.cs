using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Metrics;
using SurgicalAI.Vision.Quality;

namespace SurgicalAI.Vision.Detection;

/// <summary>
/// A second reader in a video path: each picture passes at once with the markers of the newest finished result, while one thread of its own reads the newest
/// picture. One caller at a time; not before <see cref="Dispose"/> has returned may the network be disposed.
/// </summary>
public sealed class SecondReader : IDisposable
{
    private readonly INetworkUnderTest _network;
    private readonly LesionDetector _detector = new();
    private readonly LesionTracker _tracker;
    private readonly ContentDetector _content = new();
    private readonly TrackerOptions _options;
    private readonly ImagePool _pool;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly LesionTrack[] _result = new LesionTrack[2 * LesionDetector.Most];
    private readonly LesionTrack[] _drawn = new LesionTrack[2 * LesionDetector.Most];
    private readonly ScoredBox[] _scaled = new ScoredBox[LesionDetector.Most];
    private readonly Thread _thread;
    private byte[] _field = [];
    private (ImageLease Picture, long OriginNs)? _next;
    private int _tracks;
    private int _drawnCount;
    private long _resultOriginNs;
    private volatile bool _ended;

    /// <summary>Starts the reader's thread.</summary>
    /// <param name="network">A network that tells lesions; not disposed here.</param>
    /// <param name="options">Operating point and hysteresis.</param>
    /// <param name="pool">Lends the copies that are read.</param>
    /// <exception cref="ArgumentException">The network tells no lesions.</exception>
    public SecondReader(INetworkUnderTest network, TrackerOptions options, ImagePool pool)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(pool);
        if (!network.TellsLesions)
        {
            throw new ArgumentException($"{network.Name} tells no lesions.", nameof(network));
        }

        (_network, _options, _pool) = (network, options.Validate(), pool);
        _tracker = new(options);
        _thread = new(Read) { IsBackground = true, Name = "second-reader" };
        _thread.Start();
    }

    /// <summary>Results finished.</summary>
    public long Results { get; private set; }

    /// <summary>Tracks whose markers are on the picture that passed last.</summary>
    public ReadOnlySpan<LesionTrack> Drawn => _drawn.AsSpan(0, _drawnCount);

    /// <summary>Why the reader stopped, if it did; markers then no longer appear.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Lets a picture pass. Hot path: no allocation while the size of the pictures stays.</summary>
    /// <param name="picture">BGR; changed under the markers, nowhere else. Not disposed here.</param>
    /// <param name="originNs">When it was captured.</param>
    /// <returns>When the picture was captured whose markers were drawn; 0 before the first result.</returns>
    public long Pass(ImageLease picture, long originNs)
    {
        ArgumentNullException.ThrowIfNull(picture);
        Offer(picture, originNs);
        long resultOriginNs;
        lock (_lock)
        {
            (_drawnCount, resultOriginNs) = (_tracks, _resultOriginNs);
            _result.AsSpan(0, _drawnCount).CopyTo(_drawn);
        }

        LesionMarker.Draw(picture.Bytes, picture.WidthPx, picture.HeightPx, Drawn);
        return resultOriginNs;
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        _ended = true;
        _ = _wanted.Release();
        _thread.Join();
        _next?.Picture.Dispose();
        _next = null;
        _wanted.Dispose();
    }

    // The picture that waits is replaced by a newer one: the reader is never behind by more than one.
    private void Offer(ImageLease picture, long originNs)
    {
        var copy = _pool.Rent(picture.WidthPx, picture.HeightPx, picture.Format);
        picture.Bytes.CopyTo(copy.Bytes);
        ImageLease? replaced;
        lock (_lock)
        {
            replaced = _next?.Picture;
            _next = (copy, originNs);
        }

        replaced?.Dispose();
        if (replaced is null)
        {
            _ = _wanted.Release();
        }
    }

    private void Read()
    {
        try
        {
            while (true)
            {
                _wanted.Wait();
                if (_ended)
                {
                    return;
                }

                Take();
            }
        }
#pragma warning disable CA1031 // The video must pass whatever becomes of the reader; the owner looks at Error.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Error = error;
            lock (_lock)
            {
                _tracks = 0;
            }
        }
    }

    private void Take()
    {
        (ImageLease Picture, long OriginNs)? taken;
        lock (_lock)
        {
            (taken, _next) = (_next, null);
        }

        if (taken is not { } frame)
        {
            return;
        }

        using var picture = frame.Picture;
        var tracks = _tracker.Next(Look(picture));
        lock (_lock)
        {
            tracks.CopyTo(_result);
            (_tracks, _resultOriginNs) = (tracks.Length, frame.OriginNs);
        }

        Results++;
    }

    // Detections at the network's resolution, in the picture's pixels.
    private ReadOnlySpan<ScoredBox> Look(ImageLease picture)
    {
        var area = _content.Find(picture.Bytes, picture.WidthPx, picture.HeightPx);
        var answer = _network.Segment(FieldCutter.Cut(picture.Bytes, picture.WidthPx, area, ref _field), area.WidthPx, area.HeightPx);
        var found = _detector.Find(answer.Lesion, answer.WidthPx, answer.HeightPx, _options.Least);
        var (sx, sy) = ((double)area.WidthPx / answer.WidthPx, (double)area.HeightPx / answer.HeightPx);
        for (var i = 0; i < found.Length; i++)
        {
            var box = found[i].Box;
            _scaled[i] = new(new(area.X + (box.X * sx), area.Y + (box.Y * sy), box.Width * sx, box.Height * sy), found[i].Score);
        }

        return _scaled.AsSpan(0, found.Length);
    }
}
