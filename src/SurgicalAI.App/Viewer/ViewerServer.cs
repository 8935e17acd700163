using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Viewer;

/// <summary>The viewer's page on loopback, over a running simulation or over a recording. Disposing it frees the port.</summary>
internal sealed class ViewerServer : IAsyncDisposable
{
    private const string PortOption = "--port";
    private const string PagePrefix = "viewer/";
    private const string ScenePath = "/scene";
    private readonly LoopbackHost _host;

    private ViewerServer(LoopbackHost host) => _host = host;

    /// <summary>Address to open.</summary>
    public Uri Address => _host.Address;

    /// <summary>Shows a running simulation.</summary>
    /// <param name="port">TCP port; 0 takes a free one.</param>
    /// <param name="feed">States.</param>
    /// <param name="control">Takes what the person at the page asks for; null when the simulation cannot be held up.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="UserErrorException">The port is taken.</exception>
    public static Task<ViewerServer> LiveAsync(int port, SceneFeed feed, ViewerControl? control, CancellationToken cancellation) =>
        StartAsync(port, new(true, control is not null, ""), app =>
        {
            SceneEndpoint.MapLive(app, ScenePath, feed);
            if (control is not null)
            {
                new ViewerApi(control).Map(app);
            }
        }, cancellation);

    /// <summary>Shows a recording.</summary>
    /// <param name="port">TCP port; 0 takes a free one.</param>
    /// <param name="file">Recording; checked by the caller.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="UserErrorException">The port is taken.</exception>
    public static Task<ViewerServer> RecordingAsync(int port, FileInfo file, CancellationToken cancellation) =>
        StartAsync(port, new(false, false, file.Name), app => SceneEndpoint.MapRecording(app, ScenePath, file), cancellation);

    /// <summary>Ends all streams and frees the port.</summary>
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task<ViewerServer> StartAsync(
        int port, ViewerSource source, Action<WebApplication> map, CancellationToken cancellation) =>
        new(await LoopbackHost.StartAsync(port, PortOption, app =>
        {
            PageFiles.Map(app, PagePrefix);
            app.MapGet("/source", (HttpContext context) => ViewerJson.WriteAsync(context, source));
            map(app);
        }, cancellation).ConfigureAwait(false));
}
