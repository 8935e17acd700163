using SurgicalAI.App.Faults;
using SurgicalAI.App.Simulation;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Inference;
using SurgicalAI.Pipeline.Edges;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Sim;
using SurgicalAI.Skills.Act;
using SurgicalAI.Vision.Quality;
using SurgicalAI.Vision.Segmentation;
using SurgicalAI.Vision.Sources;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Engine;

/// <summary>One run of the engine: opens the parts, lets the graph run, closes them, writes the report.</summary>
internal sealed class EngineRun(RunSettings settings, TimeProvider time)
{
    /// <summary>Runs to the end of the source, of the time, or Ctrl-C.</summary>
    /// <returns>0, or 1 when the source was lost.</returns>
    /// <exception cref="UserErrorException">The source, the device, a model, the broker or a port is not to be had.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellation)
    {
        RequireUse();
        RequireFaults();
        var device = DeviceChoice.Resolve(settings.Device);
        using var video = settings.Sim is null ? OpenSource() : null;
        using var segmenter = OnnxSegmenter.Load(new OnnxOptions { Device = device, Threads = 2 }, ImagePool.Shared);
        using var policy = settings.Sim is null && settings.Broker is null
            ? null
            : ActPolicy.Load(new OnnxOptions { Device = device, Threads = 1 });
        using var faults = new FaultRig(settings, time);
        var link = await RobotLink.OpenAsync(settings, faults, time, cancellation).ConfigureAwait(false);
        await using (link.ConfigureAwait(false))
        {
            using var endoscope = video is null ? Endoscope(link, faults.EngineTime) : null;
            var camera = faults.Camera(video is null ? endoscope! : video);
            WarmUp(segmenter, camera);
            using var graph = new EngineGraph(
                camera, faults.Segmenter(segmenter), faults.Policy(policy), faults.Bus(link.Engine), Options(), faults.EngineTime, new PictureJudge());
            faults.Start();
            return await RunAsync(new(graph, camera, link, device, segmenter, policy), cancellation).ConfigureAwait(false);
        }
    }

    private void RequireUse()
    {
        if (settings is { Tips: true, Sim: null, Broker: null, SaveOverlay: null })
        {
            throw new UserErrorException("--tips: nobody would see them; add --save-overlay FILE, or a robot (--broker HOST:PORT).");
        }
    }

    private void RequireFaults()
    {
        if (settings is { Sim: null, Broker: null })
        {
            FaultScope.RequireNoRobot(settings.Faults);
        }
        else if (settings.Broker is not null)
        {
            FaultScope.RequireForeignBroker(settings.Faults);
        }
    }

    private static void Say(string line) => System.Console.Error.WriteLine(line);

    // The first runs of a network are slow; they must not count as the first frames' latency.
    private static void WarmUp(OnnxSegmenter segmenter, ICamera camera) =>
        segmenter.WarmUp(camera.Model.Intrinsics.WidthPx, camera.Model.Intrinsics.HeightPx, camera.Model.BaselineM > 0);

    private async Task<int> RunAsync(RunParts parts, CancellationToken cancellation)
    {
        var desk = await ConsoleDesk.OpenAsync(settings, parts, time, cancellation).ConfigureAwait(false);
        await using (desk.ConfigureAwait(false))
        {
            Say($"device {parts.Device}");
            using var recorder = settings.SaveOverlay is null ? null : new OverlayRecorder(settings.SaveOverlay.FullName, parts.Camera.Model, parts.Link.Sim?.Rcm_ecm, Gate(), settings.Tips ? Tips(parts) : null);
            using var recording = recorder is null ? null : parts.Graph.View("recorder", EdgePolicy.Wait).Subscribe(recorder);
            using var tips = settings.Tips && parts.Link.Engine is { } bus ? parts.Graph.View("tips", EdgePolicy.Latest).Subscribe(new TipPublisher(Tips(parts), bus)) : null;
            using var lines = new StateLines(parts.Graph, time);
            using var onlooker = settings.AtStart?.Invoke(parts);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (settings.Seconds > 0)
            {
                limit.CancelAfter(TimeSpan.FromSeconds(settings.Seconds));
            }

            var end = await parts.Graph.RunAsync(limit.Token).ConfigureAwait(false);
            RunSummary.Write(settings, parts, time);
            settings.AtEnd?.Invoke(parts);
            SayWithheld(recorder);
            return Conclude(end);
        }
    }

    private static int Conclude(Fault end)
    {
        if (end.Code is FaultCode.None or FaultCode.EndOfStream)
        {
            return 0;
        }

        Say($"error: {end.Message}");
        return Verbs.CommandLine.Failed;
    }

    private TipWatch Tips(RunParts parts) => new(parts.Camera.Model, settings.Sim is null ? default : LensOf(settings.Sim));

    private static LensCoefficients LensOf(SimOptions sim) =>
        sim.Randomisation.Endoscope.Distortion is var d ? new(d.K1, d.K2, d.P1, d.P2, d.K3) : default;

    // The simulator shows nobody.
    private BodyGate? Gate() => settings.RecordOutOfBody || settings.Sim is not null ? null : new BodyGate();

    private static void SayWithheld(OverlayRecorder? recorder)
    {
        if (recorder is { Withheld: > 0 })
        {
            Say($"{recorder.Withheld} frames outside the body were not recorded (--record-out-of-body records them)");
        }
    }

    private FrameSource OpenSource() =>
        FrameSource.Open(settings.Source, new SourceOptions { Layout = settings.Layout, Pace = settings.Pace, Time = time });

    private SimCamera Endoscope(RobotLink link, TimeProvider clock) => new(settings.Sim!, settings.Seed, link.Sim!.Scene, clock);

    private EngineOptions Options() => new() { Mode = settings.Mode, Arm = settings.Arm };
}
