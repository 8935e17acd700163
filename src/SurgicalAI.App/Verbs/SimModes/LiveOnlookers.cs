using System.CommandLine;
using SurgicalAI.App.Faults;
using SurgicalAI.App.Simulation;
using SurgicalAI.App.Viewer;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Viewing;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary>Who looks at the live robot without touching it: the video stream, the viewer's page, a recording; each where it is asked for.</summary>
internal sealed class LiveOnlookers : IAsyncDisposable
{
    private const string StreamPath = "/stereo.mjpg";
    private const string Driver = "CRTK";
    private readonly List<SceneBroadcast> _broadcasts = [];
    private readonly List<string> _words = [];
    private MjpegServer? _video;
    private VideoStreamer? _streamer;
    private ViewerServer? _page;
    private RecordingSink? _recording;

    private LiveOnlookers()
    {
    }

    /// <summary>Error that ended one of them; null while all is well.</summary>
    public Exception? Failure => _streamer?.Failure ?? _broadcasts.Select(b => b.Failure).FirstOrDefault(f => f is not null);

    /// <summary>Opens what the command line asks for.</summary>
    public static async Task<LiveOnlookers> OpenAsync(ParseResult parsed, SimOptions options, SimHost host, FaultRig faults, CancellationToken cancellation)
    {
        var onlookers = new LiveOnlookers();
        try
        {
            await onlookers.OpenPartsAsync(parsed, options, host, faults, cancellation).ConfigureAwait(false);
            return onlookers;
        }
        catch
        {
            await onlookers.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What was opened, in words.</summary>
    public override string ToString() => string.Join(", ", _words);

    /// <summary>Ends the recording, if there is one, and gives it its name.</summary>
    public async Task CommitAsync()
    {
        var recording = _recording;
        _recording = null;
        await DisposeAsync().ConfigureAwait(false);
        recording?.Commit();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _streamer?.Dispose();
        _streamer = null;
        _broadcasts.ForEach(broadcast => broadcast.Dispose());
        _broadcasts.Clear();
        _recording?.Dispose();
        foreach (var server in new IAsyncDisposable?[] { _video, _page })
        {
            if (server is not null)
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }
        }

        (_video, _page) = (null, null);
    }

    private async Task OpenPartsAsync(ParseResult parsed, SimOptions options, SimHost host, FaultRig faults, CancellationToken cancellation)
    {
        if (parsed.GetValue(SimArguments.NoRender))
        {
            _words.Add("no pictures");
        }
        else
        {
            await OpenVideoAsync(parsed.GetRequiredValue(SimArguments.VideoPort), options, host, faults, cancellation).ConfigureAwait(false);
        }

        if (parsed.GetValue(SimArguments.Watch))
        {
            var feed = new SceneFeed();
            _page = await ViewerServer.LiveAsync(parsed.GetRequiredValue(SimArguments.Port), feed, null, cancellation).ConfigureAwait(false);
            _broadcasts.Add(new(host.World, host.Moment, Driver, feed));
            _words.Add($"viewer {_page.Address}");
        }

        if (parsed.GetValue(SimArguments.Record) is { } file)
        {
            _recording = new(file.FullName);
            _broadcasts.Add(new(host.World, host.Moment, Driver, _recording));
            _words.Add($"recording {file}");
        }
    }

    private async Task OpenVideoAsync(int port, SimOptions options, SimHost host, FaultRig faults, CancellationToken cancellation)
    {
        var pictures = new PictureFeed();
        var streams = new Dictionary<string, PictureFeed> { [StreamPath] = pictures };
        _video = await MjpegServer.StartAsync(port, SimArguments.VideoPort.Name, streams, cancellation).ConfigureAwait(false);
        _streamer = new(new SimCamera(options, host.Seed, host.Scene, TimeProvider.System), pictures, faults);
        _words.Add($"video {_video.Address.ToString().TrimEnd('/')}{StreamPath}");
    }
}
