using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.WebConsole;

/// <summary>The web console: page, picture, state and the operator's requests, on loopback. Disposing it frees the port.</summary>
public sealed class ConsoleServer : IAsyncDisposable
{
    private const string PagePrefix = "console/";
    private readonly LoopbackHost _host;

    private ConsoleServer(LoopbackHost host) => _host = host;

    /// <summary>Address to open, for example "http://localhost:8080/".</summary>
    public Uri Address => _host.Address;

    /// <summary>Starts the server.</summary>
    /// <param name="options">Port.</param>
    /// <param name="feed">Hub to the engine.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="UserErrorException">The port is taken or not allowed.</exception>
    public static async Task<ConsoleServer> StartAsync(ConsoleOptions options, ConsoleFeed feed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(feed);
        options.Validate();
        return new(await LoopbackHost.StartAsync(options.Port, "--console-port", app => Map(app, feed), cancellation).ConfigureAwait(false));
    }

    /// <summary>Ends all streams and frees the port.</summary>
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static void Map(IEndpointRouteBuilder app, ConsoleFeed feed)
    {
        var stopping = app.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        PageFiles.Map(app, PagePrefix);
        MjpegEndpoint.Map(app, "/video/left", feed.Left);
        app.MapGet("/events", (HttpContext context) => StateEvents.ServeAsync(context, feed, stopping));
        new OperatorApi(feed).Map(app);
    }
}
