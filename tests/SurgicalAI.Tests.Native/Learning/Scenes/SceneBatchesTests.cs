using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Scenes.Data;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

public sealed class SceneBatchesTests
{
    private const int Width = 64;
    private const int Height = 48;
    private const int Batch = 6;

    // A label as a data set brings it along: some part of an instrument.
    private static readonly Scalar Steel = new(PixelMeanings.AnyInstrument);

    [Fact]
    public void Make_SetsOfUnequalSize_TakeTurns()
    {
        using var data = Data(outlinedFrames: 1, diagnosticFrames: 40);
        using var batches = new SceneBatches(data, Width, Height, Batch, 1);

        // Only diagnostic frames know of lesions. Half of the frames are expected; 4 standard deviations of 120 fair draws are 22.
        var diagnostic = Enumerable.Range(0, 20).Sum(step => Frames(batches, step).Count(f => f.Lesions.Contains((byte)0)));
        Assert.InRange(diagnostic, 38, 82);
    }

    [Fact]
    public void Make_OutlinedInstruments_AreLaidOverDiagnosticFrames()
    {
        using var data = Data(outlinedFrames: 2, diagnosticFrames: 2);
        using var batches = new SceneBatches(data, Width, Height, Batch, 1);
        var laidOver = Enumerable.Range(0, 20).Sum(step => Frames(batches, step).Count(f => f.Lesions.Contains((byte)0) && f.Labels.Contains(PixelMeanings.AnyInstrument)));
        Assert.True(laidOver > 5, $"{laidOver} of some 60 diagnostic frames show an outlined instrument");
    }

    [Fact]
    public void Make_SameSeedAndStep_GivesTheSameBytes()
    {
        using var data = Data(2, 2);
        using var one = new SceneBatches(data, Width, Height, Batch, 7);
        using var other = new SceneBatches(data, Width, Height, Batch, 7);
        var (first, second) = (Frames(one, 3), Frames(other, 3));
        Assert.Equal(first.SelectMany(f => f.Labels), second.SelectMany(f => f.Labels));
        Assert.Equal(first[0].Pictures, second[0].Pictures);
    }

    // Pictures are those of the whole batch.
    private static List<(byte[] Labels, byte[] Lesions, byte[] Pictures)> Frames(SceneBatches batches, int step)
    {
        var batch = batches.Make(0, step);
        using var labels = batch.Labels;
        using var lesions = batch.Lesions;
        var (l, x) = (labels.data<byte>().ToArray(), lesions.data<byte>().ToArray());
        return [.. Enumerable.Range(0, Batch).Select(i => (l[(i * Width * Height)..((i + 1) * Width * Height)], x[(i * Width * Height)..((i + 1) * Width * Height)], batch.Pictures))];
    }

    // Outlined: an upright bar of steel on red, nothing known of lesions. Diagnostic: red, no lesion.
    private static SceneData Data(int outlinedFrames, int diagnosticFrames) => new()
    {
        Labelled =
        [
            new("outlined", true, [.. Enumerable.Range(0, outlinedFrames).Select(_ => Outlined())]),
            new("diagnostic", false, [.. Enumerable.Range(0, diagnosticFrames).Select(_ => Red(0))]),
        ],
    };

    private static SceneFrame Outlined()
    {
        var frame = Red(SceneFrame.LesionUnknown);
        var bar = new Rect(Width / 3, 0, Width / 3, Height);
        frame.Picture[bar].SetTo(new Scalar(190, 190, 190));
        frame.Labels[bar].SetTo(Steel);
        return frame;
    }

    private static SceneFrame Red(byte lesion) => new(
        new Mat(Height, Width, MatType.CV_8UC3, new Scalar(50, 60, 160)), new Mat(Height, Width, MatType.CV_8UC1, new Scalar(PixelMeanings.NoInstrument)),
        new Mat(Height, Width, MatType.CV_8UC1, new Scalar(lesion)), "");
}
