using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.WebConsole;

/// <summary>A server for pictures alone, on loopback: the simulator's eyes for an engine in another process.</summary>
public sealed class MjpegServer : IAsyncDisposable
{
    private readonly LoopbackHost _host;

    private MjpegServer(LoopbackHost host) => _host = host;

    /// <summary>Address, for example "http://127.0.0.1:8090/".</summary>
    public Uri Address => _host.Address;

    /// <summary>Starts the server.</summary>
    /// <param name="port">TCP port; 0 takes a free one.</param>
    /// <param name="portOption">Option that sets the port, for the error line: "--video-port".</param>
    /// <param name="streams">Path (for example "/stereo": both eyes side by side, left first) and its pictures.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="UserErrorException">The port is taken or not allowed.</exception>
    public static async Task<MjpegServer> StartAsync(
        int port, string portOption, IReadOnlyDictionary<string, PictureFeed> streams, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(streams);
        return new(await LoopbackHost.StartAsync(port, portOption, app =>
        {
            foreach (var (path, feed) in streams)
            {
                MjpegEndpoint.Map(app, path, feed);
            }
        }, cancellation).ConfigureAwait(false));
    }

    /// <summary>Ends all streams and frees the port.</summary>
    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
