using System.Globalization;
using SurgicalAI.App.Plots;
using SurgicalAI.Vision.Evaluation;
using static SurgicalAI.App.Reports.HtmlText;

namespace SurgicalAI.App.Reports;

/// <summary>The report of <c>eval segmentation --data</c> as one page for people: figures, spread, calibration, failures, limits.</summary>
internal static class SegmentationPage
{
    private const int FewGroups = 10;

    /// <summary>The page.</summary>
    /// <param name="r">The figures.</param>
    /// <param name="e">What they were made from, for the spreads.</param>
    /// <param name="worst">Pictures of the worst frames, worst first.</param>
    /// <param name="trainedOn">What the network's card says of its training data.</param>
    public static string Of(EvalSegmentationDataReport r, SceneEvaluation e, IReadOnlyList<FramePicture> worst, string trainedOn)
    {
        var html = new HtmlText($"{r.Model.Name} on {r.Dataset}");
        html.Note(string.Create(CultureInfo.InvariantCulture, $"{r.Frames} frames of {r.ByGroup.Count} groups, scored at their own size. Boundary tolerance {r.TauPx} px. {r.Date}. Research software, not a medical device."));
        Figures(html, r);
        Groups(html, r, e);
        Calibration(html, r);
        Lesions(html, r);
        Robustness(html, r);
        Failures(html, r, worst);
        html.Heading("Limits");
        html.List(Limits(r, trainedOn));
        Provenance(html, r, trainedOn);
        return html.ToString();
    }

    private static void Figures(HtmlText html, EvalSegmentationDataReport r)
    {
        var b = r.Binary;
        html.Heading($"Any {b.Of}");
        html.Table(
            ["", "mean", "median", "5th percentile", "SD", "all frames as one"],
            [
                ["IoU", Figure(b.Iou), Figure(b.IouMedian), Figure(b.IouP5), Figure(b.IouSd), Figure(b.PooledIou)],
                ["Dice", Figure(b.Dice), "", Figure(b.DiceP5), "", Figure(b.PooledDice)],
                ["NSD", Figure(b.Nsd), "", Figure(b.NsdP5), "", ""],
            ]);
        if (b.IouCi95 is { } interval)
        {
            html.Note($"95 % interval of the mean IoU: {Figure(interval[0])} to {Figure(interval[1])}, by drawing {(b.Ci95Over == "groups" ? "whole groups" : "frames (there is only one group)")} again. Means are over the {b.Frames} frames that have it in truth or prediction.");
        }

        html.Heading("Classes");
        html.Table(
            ["class", "frames", "IoU", "Dice", "NSD"],
            r.Classes.Select(c => new[] { c.Known ? c.Name : $"{c.Name} (the network does not know it)", $"{c.Frames}", Figure(c.Iou), Figure(c.Dice), Figure(c.Nsd) }));
        html.Table(
            ["mean IoU", "EndoVis challenge IoU", "ISI IoU", "mcIoU", "mIoU (pooled)", "SAR-RARP50 mIoU", "mNSD", "score"],
            [[Figure(r.Miou), Figure(r.Endovis.ChallengeIou), Figure(r.Endovis.IsiIou), Figure(r.Endovis.McIou), Figure(r.Endovis.Miou), Figure(r.SarRarp50.Miou), Figure(r.SarRarp50.Mnsd), Figure(r.SarRarp50.Score)]]);
    }

    private static void Groups(HtmlText html, EvalSegmentationDataReport r, SceneEvaluation e)
    {
        html.Heading("By group");
        html.Svg(BoxPlot.Draw("IoU by group", [.. e.Groups.Select(g => (g.Group, g.Iou))]));
        html.Note($"IoU of any {r.Binary.Of} by frame: box from quartile to quartile, bar at the median, dot at the mean, red tick at the 5th percentile, whiskers to the extremes; frames in brackets.");
        html.Table(
            ["group", "frames", "IoU", "IoU 5th percentile", "Dice", "NSD"],
            r.ByGroup.Select(g => new[] { g.Group, $"{g.Frames}", Figure(g.Iou), Figure(g.IouP5), Figure(g.Dice), Figure(g.Nsd) }));
    }

    private static void Calibration(HtmlText html, EvalSegmentationDataReport r)
    {
        html.Heading("Calibration");
        if (r.Calibration.Ece is not { } error)
        {
            html.Note("This network does not tell its doubt, so there is nothing to compare.");
            return;
        }

        html.Svg(new UnitPlot("Reliability", "confidence of the pixel's label", "share that is right", 1, [new("measured", UnitPlot.Colours[0], Points(r))]) { Diagonal = true }.Draw());
        html.Note($"Expected calibration error {Figure(error)} over {r.Calibration.Bins.Count} bins; on the dashed line a network is right as often as it says. Of the worst tenth of the frames, {Figure(r.Calibration.FailuresFlagged)} are among the fifth with the greatest doubt (chance: 0.2).");
    }

    private static (double X, double Y)[] Points(EvalSegmentationDataReport r) =>
        [.. r.Calibration.Bins.Where(b => b.Confidence is not null && b.Accuracy is not null).Select(b => (b.Confidence ?? 0, b.Accuracy ?? 0))];

    private static void Lesions(HtmlText html, EvalSegmentationDataReport r)
    {
        if (r.Lesions is { } lesions)
        {
            html.Heading("Lesions as detections");
            html.Table(
                ["allowed false positives a frame", "had", "frames with a lesion found", "lesions found"],
                lesions.Froc.Select(p => new[] { p.AllowedPerFrame.ToString("0.0", CultureInfo.InvariantCulture), Figure(p.FalsePositivesPerFrame), Figure(p.FrameSensitivity), Figure(p.LesionSensitivity) }));
            html.Note("A box is a hit from an IoU of 0.5 on; frames without lesions count for the false positives.");
        }
    }

    private static void Robustness(HtmlText html, EvalSegmentationDataReport r)
    {
        if (r.Robustness.Count > 0)
        {
            html.Heading("Robustness");
            html.Svg(new UnitPlot("Robustness", "strength of the corruption", $"IoU of any {r.Binary.Of}", 5, [.. r.Robustness.Select(Line)]).Draw());
            html.Note("The same frames, corrupted; 0 is the frame as it was. Strengths are described in docs/vision-evaluation.md.");
        }
    }

    private static UnitLine Line(CorruptionCurve curve, int number) =>
        new(curve.Kind, UnitPlot.Colours[number % UnitPlot.Colours.Count], [.. curve.Points.Where(p => p.Iou is not null).Select(p => ((double)p.Strength, p.Iou ?? 0))]);

    private static void Failures(HtmlText html, EvalSegmentationDataReport r, IReadOnlyList<FramePicture> worst)
    {
        html.Heading("Worst frames");
        html.Note($"The {worst.Count} frames with the lowest IoU of any {r.Binary.Of}. Outlines: truth green, prediction magenta. Doubt: dark is sure, yellow is in doubt.");
        html.Pictures(worst.SelectMany(Shown));
    }

    private static IEnumerable<(byte[] Jpeg, string Caption)> Shown(FramePicture picture)
    {
        var f = picture.Frame;
        yield return (picture.Outlines, $"{f.Name}: IoU {Figure(f.Binary.Iou)}, NSD {Figure(f.Binary.Nsd)}");
        if (picture.Doubt is { } doubt)
        {
            yield return (doubt, $"{f.Name}: doubt {Figure(f.Doubt)}");
        }
    }

    private static IEnumerable<string> Limits(EvalSegmentationDataReport r, string trainedOn)
    {
        if (r.ByGroup.Count < FewGroups)
        {
            yield return $"{r.ByGroup.Count} group{(r.ByGroup.Count == 1 ? "" : "s")}: the interval is coarse and says little about operations that are not here. Frames of one operation resemble each other.";
        }

        if (r.Classes.Any(c => !c.Known))
        {
            yield return $"The network has no word for {string.Join(", ", r.Classes.Where(c => !c.Known).Select(c => c.Name))}; these classes score 0 wherever they occur, which lowers the mean IoU and the challenge scores.";
        }

        yield return $"Trained on: {trainedOn}. Whether any of these frames or patients took part in the training is for the reader to check; the figures hold only if none did.";
        yield return "One annotation is the truth here; how much annotators differ, and so what tolerance is fair, is not known from these files.";
        yield return "Single frames: nothing here tells about steadiness over time, latency or clinical use.";
    }

    private static void Provenance(HtmlText html, EvalSegmentationDataReport r, string trainedOn)
    {
        html.Heading("Provenance");
        html.Table(
            ["", ""],
            [
                ["model", $"{r.Model.Name}, sha256 {r.Model.Sha256}"], ["trained on", trainedOn], ["data", r.Data], ["seed", $"{r.Seed}"],
                ["device", r.Device], ["machine", r.Machine], ["commit", r.Commit],
            ]);
    }
}
