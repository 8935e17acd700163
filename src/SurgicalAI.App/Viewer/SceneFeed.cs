using System.Threading.Channels;
using SurgicalAI.Sim.Viewing;

namespace SurgicalAI.App.Viewer;

/// <summary>
/// Newest state of a scene between one maker and any number of pages. A page gets the beginning, every shape and as many states
/// as it can take; a slow one misses states and never holds the maker up. Thread-safe.
/// </summary>
internal sealed class SceneFeed : ISceneSink
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _shapes = [];
    private Viewer[] _viewers = [];
    private byte[] _start = [];
    private byte[] _frame = [];
    private long _scene;
    private long _version;

    /// <inheritdoc/>
    public void Start(ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            _start = message.ToArray();
            _frame = [];
            _shapes.Clear();
            _scene++;
        }
    }

    /// <inheritdoc/>
    public void Mesh(ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            _shapes.Add(message.ToArray());
        }
    }

    /// <inheritdoc/>
    public void Frame(ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            _frame = message.ToArray();
            _version++;
        }

        foreach (var viewer in Volatile.Read(ref _viewers))
        {
            viewer.Wake();
        }
    }

    /// <summary>A page begins to look; it is sent the state that stands, then every newer one that it is ready for.</summary>
    public Viewer Join()
    {
        lock (_lock)
        {
            var viewer = new Viewer(this);
            _viewers = [.. _viewers, viewer];
            viewer.Wake();
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

    /// <summary>A page that looks.</summary>
    internal sealed class Viewer(SceneFeed feed) : IDisposable
    {
        private readonly Channel<byte> _wake = Channel.CreateBounded<byte>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

        private long _scene;
        private long _version;
        private int _shapes;

        public void Wake() => _wake.Writer.TryWrite(0);

        /// <summary>Waits for something new and gives the messages to send, in order.</summary>
        /// <param name="messages">Written.</param>
        /// <param name="cancellation">Ends the wait.</param>
        public async ValueTask NextAsync(List<byte[]> messages, CancellationToken cancellation)
        {
            messages.Clear();
            while (messages.Count == 0)
            {
                await _wake.Reader.ReadAsync(cancellation).ConfigureAwait(false);
                Collect(messages);
            }
        }

        public void Dispose() => feed.Leave(this);

        private void Collect(List<byte[]> messages)
        {
            lock (feed._lock)
            {
                if (feed._version == _version || feed._frame.Length == 0)
                {
                    return;
                }

                if (feed._scene != _scene)
                {
                    (_scene, _shapes) = (feed._scene, 0);
                    messages.Add(feed._start);
                }

                messages.AddRange(feed._shapes.Skip(_shapes));
                messages.Add(feed._frame);
                (_shapes, _version) = (feed._shapes.Count, feed._version);
            }
        }
    }
}
