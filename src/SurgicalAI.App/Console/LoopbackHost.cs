using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.WebConsole;

/// <summary>A silent Kestrel on loopback that leaves Ctrl-C, the environment and settings files alone.</summary>
internal sealed class LoopbackHost : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);
    private const int SendBufferBytes = 256 * 1024;
    private readonly WebApplication _app;

    private LoopbackHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First() + "/");

    public static async Task<LoopbackHost> StartAsync(
        int port, string portOption, Action<WebApplication> map, CancellationToken cancellation)
    {
        var app = Build(port);
        app.UseRouting();
        map(app);
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
            return new(app);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new UserErrorException(Explain(port, portOption, e), e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(Farewell);
        await _app.StopAsync(limit.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(int port)
    {
        // The empty builder reads no appsettings.json and no ASPNETCORE_ variables and logs nowhere.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, port));
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = Bind);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.Use(RequestRules.HostIsLoopbackAsync);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 4096;
        if (port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(port);
        }
    }

    // Pictures wait in the socket's buffer; a small one keeps what a slow reader gets from growing old there.
    private static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.SendBufferSize = SendBufferBytes;
        return socket;
    }

    private static string Explain(int port, string portOption, Exception e) => e.InnerException switch
    {
        AddressInUseException => $"Port {port} is in use by another program; choose another with {portOption} PORT.",
        _ => $"Port {port} cannot be opened ({e.Message.TrimEnd('.')}); choose another with {portOption} PORT.",
    };

    // The host's own lifetime would catch Ctrl-C and keep the process alive; the verb owns that.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
