using System.Threading.Channels;

namespace SurgicalAI.App.WebConsole;

/// <summary>
/// Newest JPEG picture between one maker and any number of viewers. The maker copies and leaves; a slow viewer misses
/// pictures and never holds the maker up. Thread-safe; <see cref="Publish"/> is a hot path.
/// </summary>
public sealed class PictureFeed
{
    private readonly Lock _lock = new();
    private Viewer[] _viewers = [];
    private byte[] _jpeg = [];
    private int _length;
    private long _originNs;
    private int _sequence;
    private long _version;

    /// <summary>Number of viewers connected now.</summary>
    public int ViewerCount => Volatile.Read(ref _viewers).Length;

    /// <summary>True when somebody looks; encode a picture only then.</summary>
    public bool HasViewers => ViewerCount > 0;

    /// <summary>Replaces the picture; does nothing when nobody looks.</summary>
    /// <param name="jpeg">A whole JPEG file; copied.</param>
    /// <param name="originNs">Capture, Unix nanoseconds.</param>
    /// <param name="sequence">Number of the capture.</param>
    public void Publish(ReadOnlySpan<byte> jpeg, long originNs, int sequence)
    {
        if (!HasViewers)
        {
            return;
        }

        lock (_lock)
        {
            if (_jpeg.Length < jpeg.Length)
            {
                _jpeg = new byte[jpeg.Length + (jpeg.Length / 4)];
            }

            jpeg.CopyTo(_jpeg);
            (_length, _originNs, _sequence) = (jpeg.Length, originNs, sequence);
            _version++;
        }

        foreach (var viewer in Volatile.Read(ref _viewers))
        {
            viewer.Wake();
        }
    }

    // A viewer sees only what is published after it joined: an older picture may be minutes old, since nobody looked.
    internal Viewer Join()
    {
        lock (_lock)
        {
            var viewer = new Viewer(this, _version);
            _viewers = [.. _viewers, viewer];
            return viewer;
        }
    }

    private void Leave(Viewer viewer)
    {
        lock (_lock)
        {
            _viewers = Array.FindAll(_viewers, v => v != viewer);
        }
    }

    internal sealed class Viewer(PictureFeed feed, long seen) : IDisposable
    {
        private readonly Channel<byte> _wake = Channel.CreateBounded<byte>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

        private long _seen = seen;

        public byte[] Jpeg { get; private set; } = [];

        public int Length { get; private set; }

        public long OriginNs { get; private set; }

        public int Sequence { get; private set; }

        public void Wake() => _wake.Writer.TryWrite(0);

        // Waits until there is a picture newer than the last, and copies it into this viewer's own buffer.
        public async ValueTask NextAsync(CancellationToken cancellation)
        {
            do
            {
                await _wake.Reader.ReadAsync(cancellation).ConfigureAwait(false);
            }
            while (!TryCopyNewer());
        }

        public void Dispose() => feed.Leave(this);

        private bool TryCopyNewer()
        {
            lock (feed._lock)
            {
                if (feed._version == _seen)
                {
                    return false;
                }

                if (Jpeg.Length < feed._length)
                {
                    Jpeg = new byte[feed._jpeg.Length];
                }

                feed._jpeg.AsSpan(0, feed._length).CopyTo(Jpeg);
                (_seen, Length, OriginNs, Sequence) = (feed._version, feed._length, feed._originNs, feed._sequence);
                return true;
            }
        }
    }
}
