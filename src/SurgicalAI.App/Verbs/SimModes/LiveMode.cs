using System.CommandLine;
using System.Runtime.ExceptionServices;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Simulation;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim</c>: the simulated robot and its cameras alone, speaking CRTK over MQTT.</summary>
internal static class LiveMode
{
    private const string StreamPath = "/stereo.mjpg";

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = Settings(parsed);
        var link = await RobotLink.OpenAsync(settings, TimeProvider.System, cancellation).ConfigureAwait(false);
        await using var closeLink = link.ConfigureAwait(false);
        using var lines = new EngineLines(link.Console!);
        if (parsed.GetValue(SimArguments.NoRender))
        {
            Console.Error.WriteLine($"robot sim/psm1, broker port {link.BrokerPort}, no pictures");
            await WaitAsync(parsed, link, null, cancellation).ConfigureAwait(false);
            return 0;
        }

        var pictures = new PictureFeed();
        var streams = new Dictionary<string, PictureFeed> { [StreamPath] = pictures };
        var video = await MjpegServer.StartAsync(
            parsed.GetRequiredValue(SimArguments.VideoPort), SimArguments.VideoPort.Name, streams, cancellation).ConfigureAwait(false);
        await using var closeVideo = video.ConfigureAwait(false);
        using var streamer = new VideoStreamer(
            new SimCamera(settings.Sim!.Task, settings.Sim.Camera, link.Sim!.Scene, ImagePool.Shared, TimeProvider.System), pictures);
        Console.Error.WriteLine($"robot sim/psm1, broker port {link.BrokerPort}, video {video.Address.ToString().TrimEnd('/')}{StreamPath}");
        await WaitAsync(parsed, link, streamer, cancellation).ConfigureAwait(false);
        return 0;
    }

    private static RunSettings Settings(ParseResult parsed)
    {
        var options = SimArguments.Options(parsed);
        return new RunSettings
        {
            Source = $"sim:{options.Task}",
            Sim = options,
            Broker = parsed.GetValue(SimArguments.Broker) is { } text ? EngineVerbOptions.BrokerOf(text) : null,
            BrokerPort = parsed.GetRequiredValue(EngineVerbOptions.BrokerPort),
            Seed = parsed.GetRequiredValue(SimArguments.Seed),
            WithEngine = false,
        };
    }

    // Ends with the time, with Ctrl-C, or with the thread that draws or steps.
    private static async Task WaitAsync(ParseResult parsed, RobotLink link, VideoStreamer? streamer, CancellationToken cancellation)
    {
        Exception? Failure() => streamer?.Failure ?? link.Sim!.Loop.Failure;
        await Waiting.UntilAsync(() => Failure() is not null, parsed.GetRequiredValue(SimArguments.Seconds), cancellation).ConfigureAwait(false);
        if (Failure() is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
