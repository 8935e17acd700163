using SurgicalAI.App.WebConsole;
using SurgicalAI.Pipeline.Edges;

namespace SurgicalAI.App.Engine;

/// <summary>The console of a run and what joins it to engine and bus; nothing when the run is headless.</summary>
internal sealed class ConsoleDesk : IAsyncDisposable
{
    private readonly Stack<IDisposable> _parts = new();
    private ConsoleServer? _server;

    private ConsoleDesk()
    {
    }

    /// <summary>Opens the console on the port that the settings name.</summary>
    public static async Task<ConsoleDesk> OpenAsync(RunSettings settings, RunParts run, TimeProvider time, CancellationToken cancellation)
    {
        var desk = new ConsoleDesk();
        if (settings.ConsolePort is { } port)
        {
            await desk.StartAsync(port, settings.Arm, run, time, cancellation).ConfigureAwait(false);
        }

        return desk;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            part.Dispose();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task StartAsync(int port, string arm, RunParts run, TimeProvider time, CancellationToken cancellation)
    {
        var feed = new ConsoleFeed(time);
        _server = await ConsoleServer.StartAsync(new ConsoleOptions(port), feed, cancellation).ConfigureAwait(false);
        var operatorDesk = run.Link.Console is null ? null : Keep(new OperatorDesk(run.Link.Console, feed, time));
        var pictures = Keep(new ConsolePictures(feed, run.Camera.Model, run.Link.Sim?.Rcm_ecm));
        Keep(run.Graph.View("console", EdgePolicy.Latest).Subscribe(pictures));
        Keep(new ConsoleStatus(feed, run.Graph, operatorDesk, Unchanging(run, arm), time));
        System.Console.Error.WriteLine($"console {_server.Address}");
    }

    private static ConsoleState Unchanging(RunParts run, string arm) => new()
    {
        Arm = new ArmView(arm),
        Source = run.Camera.Name,
        Device = run.Device.Name,
        Models = run.Policy is null ? [run.Segmenter.Model] : [run.Segmenter.Model, run.Policy.Model],
    };

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _parts.Push(part);
        return part;
    }
}
