using System.CommandLine;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Simulation;
using SurgicalAI.App.WebConsole;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.App.Verbs;

/// <summary><c>sim</c>: the simulated robot and its cameras alone, speaking CRTK over MQTT.</summary>
internal static class SimVerb
{
    private const string StreamPath = "/stereo.mjpg";

    private static readonly Option<string> Task = CommonOptions.Task();
    private static readonly Option<ulong> Seed = CommonOptions.Seed();
    private static readonly Option<double> Seconds = CommonOptions.Seconds(0, "Length of the run; 0 until Ctrl-C.");
    private static readonly Option<string> Size = CommonOptions.Size();
    private static readonly Option<string> Look = SimSetup.Look();
    private static readonly Option<int> VideoPort = CommonOptions.Port("--video-port", 8090, "Port of the video stream on this machine.");

    private static readonly Option<string?> Broker = new("--broker")
    {
        Description = "MQTT 5 broker to use, HOST:PORT, instead of an embedded one.",
        HelpName = "HOST:PORT",
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("sim", "The simulated robot and cameras alone. Example: sim --task needle-reach --video-port 8090")
        {
            Task, Seed, Seconds, Size, Look, Broker, EngineVerbOptions.BrokerPort, VideoPort,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var settings = Settings(parsed);
        var pictures = new PictureFeed();
        var link = await RobotLink.OpenAsync(settings, time, cancellation).ConfigureAwait(false);
        await using var closeLink = link.ConfigureAwait(false);
        var video = await MjpegServer.StartAsync(
            parsed.GetRequiredValue(VideoPort), "--video-port", new Dictionary<string, PictureFeed> { [StreamPath] = pictures }, cancellation).ConfigureAwait(false);
        await using var closeVideo = video.ConfigureAwait(false);
        using var streamer = new VideoStreamer(
            new SimCamera(settings.Sim!.Task, settings.Sim.Camera, link.Sim!.Scene, ImagePool.Shared, time), pictures);
        Console.Error.WriteLine($"robot sim/psm1, broker port {link.BrokerPort}, video {video.Address.ToString().TrimEnd('/')}{StreamPath}");
        using var lines = new EngineLines(link.Console!);
        await WaitAsync(streamer, parsed.GetRequiredValue(Seconds), cancellation).ConfigureAwait(false);
        return Conclude(streamer, link);
    }

    private static RunSettings Settings(ParseResult parsed)
    {
        var task = parsed.GetRequiredValue(Task);
        return new RunSettings
        {
            Source = $"sim:{task}",
            Sim = SimSetup.Options(task, parsed.GetRequiredValue(Size), parsed.GetRequiredValue(Look)),
            Broker = parsed.GetValue(Broker) is { } text ? EngineVerbOptions.BrokerOf(text) : null,
            BrokerPort = parsed.GetRequiredValue(EngineVerbOptions.BrokerPort),
            Seed = parsed.GetRequiredValue(Seed),
            WithEngine = false,
        };
    }

    // Ends with the time, with Ctrl-C, or with the thread that draws.
    private static async Task WaitAsync(VideoStreamer streamer, double seconds, CancellationToken cancellation)
    {
        var end = seconds > 0 ? DateTime.UtcNow.AddSeconds(seconds) : DateTime.MaxValue;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (streamer.Failure is null && DateTime.UtcNow < end && await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is the ordinary end.
        }
    }

    private static int Conclude(VideoStreamer streamer, RobotLink link)
    {
        var failure = streamer.Failure ?? link.Sim!.Loop.Failure;
        if (failure is null)
        {
            return 0;
        }

        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return CommandLine.Failed;
    }
}
