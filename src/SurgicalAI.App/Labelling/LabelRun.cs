using SurgicalAI.App.Evaluation;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Quality;
using SurgicalAI.Vision.Segmentation;
using SurgicalAI.Vision.Sources;

namespace SurgicalAI.App.Labelling;

/// <summary>Labels every frame of a folder, picture or video.</summary>
internal sealed class LabelRun(LabelSettings settings)
{
    /// <summary>Runs to the last frame.</summary>
    /// <param name="cancellation">Stops between frames; files that are written stay.</param>
    /// <exception cref="UserErrorException">Model, pictures or folder are bad; one line says which.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Execute(CancellationToken cancellation)
    {
        var directory = ShippedNetwork.Find(settings.Model);
        var loaded = NetworkUnderTest.Load(directory, new OnnxOptions { Device = settings.Device });
        using var network = new FullSizeNetwork(loaded, crop: false);
        RequireDoubt(loaded);
        using var feed = FrameFeed.Open(settings.In);
        var lesions = new LesionLabels(loaded.Labels, loaded.Card.LesionThreshold ?? LesionLabels.DefaultThreshold);
        var writer = new LabelWriter(settings.Out, loaded.TellsLesions ? lesions.Labels : loaded.Labels, feed);
        var detections = settings.Detect ? new DetectionList(loaded, lesions.Lesion) : null;
        using var tips = settings.Tips ? new TipVideo(settings.Out, loaded.Labels, feed, settings.RecordOutOfBody ? null : new BodyGate()) : null;
        Console.Error.WriteLine($"device {settings.Device}, model {loaded.Card.Id}");
        var done = Label(feed, network, lesions, writer, detections, tips, cancellation);
        if (detections is not null)
        {
            writer.File(DetectionList.FileName, path => ReportFile.Write(new FileInfo(path), detections.Report(settings.In, feed.RateHz)));
        }

        Console.WriteLine($"{done} label maps in {settings.Out}");
    }

    private int Label(FrameFeed feed, FullSizeNetwork network, LesionLabels lesions, LabelWriter writer, DetectionList? detections, TipVideo? tips, CancellationToken cancellation)
    {
        var (done, eye) = (0, new FieldWatch());
        var most = settings.Frames ?? int.MaxValue;
        Progress? progress = null;
        while (done < most && feed.Next(cancellation))
        {
            var quality = eye.Look(feed);
            Segment(feed, network, quality);
            detections?.Add(feed, network, quality);
            tips?.Add(feed, network, quality);
            if (network.TellsLesions)
            {
                lesions.Apply(network.LesionMap, network.LabelMap, network.DoubtMap);
            }

            Write(feed, network, writer);
            done++;
            (progress ??= new("segment", Math.Min(most, feed.Count ?? most))).Step();
        }

        return done;
    }

    private void Segment(FrameFeed feed, FullSizeNetwork network, in FrameQuality quality)
    {
        var field = settings.Crop ? quality.Area : ContentArea.Whole(feed.WidthPx, feed.HeightPx);
        _ = network.Segment(feed.Bgr, feed.WidthPx, feed.HeightPx, field);
    }

    private void Write(FrameFeed feed, FullSizeNetwork network, LabelWriter writer)
    {
        writer.Labels(feed.Name, network.LabelMap, feed.WidthPx, feed.HeightPx);
        if (settings.Doubt)
        {
            writer.Doubt(feed.Name, network.DoubtMap, feed.WidthPx, feed.HeightPx);
        }
    }

    private void RequireDoubt(NetworkUnderTest network)
    {
        if (settings.Doubt && !network.TellsDoubt)
        {
            throw new UserErrorException($"--doubt: model {network.Card.Id} tells no doubt; leave --doubt out, or use a model that has it (endoscope-scene).");
        }
    }
}
