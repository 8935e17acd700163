using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Scenes.Augment;
using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

public sealed class SceneDataTests
{
    [Fact]
    public void Translate_TipOfADataSet_AllowsWristAndJawAlone()
    {
        var meanings = new PixelMeanings();
        var tip = meanings.Translate(LabelSet.Of("background", "shaft", "tip"))[2];
        var barriers = meanings.Barriers(TorchSharp.torch.CPU).data<float>().ToArray().AsSpan(tip * SceneShape.Classes, SceneShape.Classes).ToArray();
        Assert.Equal([(int)SegmentationClass.Wrist, (int)SegmentationClass.Jaw], Enumerable.Range(0, SceneShape.Classes).Where(c => barriers[c] == 0));
    }

    [Fact]
    public void Translate_SetOfLesionsAlone_MeansNoInstrument()
    {
        var table = new PixelMeanings().Translate(LabelSet.Of("background", "polyp"));
        Assert.Equal((PixelMeanings.NoInstrument, PixelMeanings.NoInstrument, PixelMeanings.Anything), (table[0], table[1], table[255]));
    }

    [Fact]
    public void Apply_DrawnInstrument_ChangesThePictureWhereItSaysSo()
    {
        using var frame = Grey();
        InstrumentPainter.Apply(frame, new Random(3));
        var (picture, labels) = (frame.Picture.AsSpan<Vec3b>().ToArray(), frame.Labels.AsSpan<byte>().ToArray());
        Assert.Contains((byte)SegmentationClass.Shaft, labels);
        var changed = picture.Where((p, i) => labels[i] == (byte)SegmentationClass.Shaft && p != new Vec3b(100, 100, 100)).Count();
        Assert.InRange((double)changed / labels.Count(l => l == (byte)SegmentationClass.Shaft), 0.8, 1);
        Assert.DoesNotContain(frame.Lesion.AsSpan<byte>().ToArray().Zip(labels), p => p.First == 1 && SceneLabels.IsInstrument(p.Second));
    }

    [Fact]
    public void Apply_FourierTransferOfThePictureItself_KeepsIt()
    {
        using var picture = Noise(5, 90);
        using var before = picture.Clone();
        FourierTransfer.Apply(picture, before, 0.03);
        Assert.All(picture.AsSpan<byte>().ToArray().Zip(before.AsSpan<byte>().ToArray()), p => Assert.InRange(p.First - p.Second, -1, 1));
    }

    [Fact]
    public void Apply_FourierTransfer_TakesTheMeanColourAndKeepsTheForms()
    {
        using var picture = Noise(5, 90);
        using var style = Noise(6, 140);
        using var before = picture.Clone();
        FourierTransfer.Apply(picture, style, 0.02);
        Assert.InRange(Cv2.Mean(picture).Val0 - Cv2.Mean(style).Val0, -1, 1);
        using var correlation = new Mat();
        Cv2.MatchTemplate(picture, before, correlation, TemplateMatchModes.CCoeffNormed);
        Assert.InRange(correlation.At<float>(0, 0), 0.95f, 1f);
    }

    [Fact]
    public void Of_WholeField_KeepsThePicture()
    {
        using var frame = Grey();
        frame.Picture.AsSpan<Vec3b>()[(80 * 160) + 90] = new(255, 0, 0);
        using var same = new SceneWarp(new Size(160, 128)).Of(frame, null, 0);
        Assert.True(frame.Picture.AsSpan<byte>().SequenceEqual(same.Picture.AsSpan<byte>()));
    }

    [Fact]
    public void Load_FieldInABlackFrame_LearnsTheFieldAlone()
    {
        using var picture = new Mat(300, 400, MatType.CV_8UC3, Scalar.All(3));
        picture[new Rect(100, 20, 260, 260)].SetTo(new Scalar(40, 60, 180));
        using var labels = new Mat(300, 400, MatType.CV_8UC1, Scalar.All(0));
        labels[new Rect(100, 20, 130, 260)].SetTo(Scalar.All(1));
        using var set = new OneFrame(picture, labels);
        var frame = Assert.Single(SceneFrames.Load(set, static (_, _) => true, new PixelMeanings(), new Size(100, 80), default));
        Assert.DoesNotContain(frame.Picture.AsSpan<Vec3b>().ToArray(), p => p.Item2 < 100);

        // The left half: half of the pixels, but for a column where the two meet.
        Assert.InRange(frame.Lesion.AsSpan<byte>().ToArray().Count(v => v == 1), 49 * 80, 51 * 80);
    }

    [Fact]
    public void Read_CacheCutWithinAScene_KeepsTheWholeOnes()
    {
        var path = Path.GetTempFileName();
        using var scenes = new DrawnScenes(32, 32);
        var first = SceneFrames.Render(scenes, 7, 3, new(path), null, default);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5]);
        var again = SceneFrames.Render(scenes, 7, 3, new(path), null, default);
        Assert.Equal(first.Select(f => f.Picture.AsSpan<byte>().ToArray()), again.Select(f => f.Picture.AsSpan<byte>().ToArray()));
        Assert.Equal(128 + (3 * 32 * 32 * 4), new FileInfo(path).Length);
        File.Delete(path);
    }

    private static SceneFrame Grey() => new(
        new Mat(128, 160, MatType.CV_8UC3, Scalar.All(100)), new Mat(128, 160, MatType.CV_8UC1, Scalar.All(0)), new Mat(128, 160, MatType.CV_8UC1, Scalar.All(1)), "");

    private static Mat Noise(int seed, int mean)
    {
        var picture = new Mat(64, 80, MatType.CV_8UC3);
        var random = new Random(seed);
        foreach (ref var value in picture.AsSpan<byte>())
        {
            value = (byte)(mean - 40 + random.Next(80));
        }

        return picture;
    }

    private sealed class OneFrame(Mat picture, Mat labels) : IFrameSet
    {
        public string Name => "one";

        public LabelSet Labels { get; } = LabelSet.Of("background", "polyp");

        public IReadOnlyList<FrameEntry> Frames { get; } = [new("a", "a", null, true)];

        public void ReadPicture(int index, Mat bgr) => picture.CopyTo(bgr);

        public void ReadLabels(int index, Mat map) => labels.CopyTo(map);

        public void Dispose()
        {
        }
    }
}
