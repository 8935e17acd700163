using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.Tests.Native.Datasets;

/// <summary>Sets of robotic instruments, drawn as their conventions say.</summary>
public sealed class InstrumentSetTests : IDisposable
{
    private readonly DataFolder _folder = new();

    [Fact]
    public void Endovis2017_LargeFiles_AreCutToTheEndoscopesPicture()
    {
        _folder.Picture("instrument_dataset_1/left_frames/frame000.png", 1920, 1080);
        _folder.Mask("instrument_dataset_1/ground_truth/Left_Prograsp_Forceps_labels/frame000.png", 1920, 1080, (new(320, 28, 2, 1), 10), (new(1599, 1051, 1, 1), 30));
        using var set = _folder.Open("endovis2017");
        using var picture = new Mat();
        set.ReadPicture(0, picture);
        Assert.Equal(new Size(1280, 1024), picture.Size());
        Assert.Equal(new Vec3b(unchecked((byte)(320 * 7)), unchecked((byte)(28 * 11)), 0), picture.At<Vec3b>(0, 0));
        var rows = DataFolder.Rows(set, 0);
        Assert.Equal((1024, 1280), (rows.Length, rows[0].Length));
        Assert.StartsWith("110", rows[0]);
        Assert.EndsWith("03", rows[^1]);
    }

    [Fact]
    public void Endovis2017_FoldersOfInstruments_AreMergedAboveTheOthers()
    {
        DrawSequence2017();
        using var set = _folder.Open("endovis2017");
        Assert.Equal(["01234550"], DataFolder.Rows(set, 0));
        Assert.Equal(new FrameEntry("instrument_dataset_4/frame000", "instrument_dataset_4", null, true), Assert.Single(set.Frames));
        Assert.Equal(LabelKind.Other, set.Labels.Definitions[5].Kind);
    }

    [Fact]
    public void Endovis2017Types_FolderNamesGiveTheNumber()
    {
        DrawSequence2017();
        using var set = _folder.Open("endovis2017-types");
        Assert.Equal(["03337000"], DataFolder.Rows(set, 0));
    }

    [Fact]
    public void Endovis2017_MaskOfOneInstrumentIsMissing_IsNamed()
    {
        DrawSequence2017();
        File.Delete(_folder.At("instrument_dataset_4/ground_truth/Probe_labels/frame000.png"));
        using var set = _folder.Open("endovis2017");
        Assert.Equal($"{_folder.At("instrument_dataset_4/ground_truth/Probe_labels/frame000.png")}: the mask is missing.", DataFolder.Refusal(set, 0));
    }

    [Fact]
    public void Endovis2017_SequenceWithoutGroundTruth_IsUnlabelled()
    {
        _folder.Picture("test/instrument_dataset_9/left_frames/frame000.png");
        using var set = _folder.Open("endovis2017");
        Assert.Equal(new FrameEntry("test/instrument_dataset_9/frame000", "instrument_dataset_9", "test", false), Assert.Single(set.Frames));
    }

    [Fact]
    public void Endovis2017_RealFrame_HasAllThreeParts()
    {
        var clip = SharedData.Require("research-only/davinci-clip");
        foreach (var (from, to) in new[] { ("frame.png", "left_frames"), ("left_frame.png", "ground_truth/Left_Large_Needle_Driver_labels"), ("right_frame.png", "ground_truth/Right_Large_Needle_Driver_labels") })
        {
            _ = Directory.CreateDirectory(_folder.At($"instrument_dataset_1/{to}"));
            _ = File.CreateSymbolicLink(_folder.At($"instrument_dataset_1/{to}/frame000.png"), Path.Combine(clip, from));
        }

        using var set = _folder.Open("endovis2017");
        var pixels = string.Concat(DataFolder.Rows(set, 0));
        Assert.Equal(1280 * 1024, pixels.Length);
        Assert.Equal("0123", string.Concat(pixels.Distinct().Order()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Endovis2018_EveryColour_RgbOrRgba(bool alpha)
    {
        _folder.Picture("seq_2/left_frames/frame000.png", 13, 1);
        (int R, int G, int B)[] colours =
        [
            (0, 0, 0), (0, 255, 0), (0, 255, 255), (125, 255, 12), (255, 55, 0), (24, 55, 125), (187, 155, 25), (0, 255, 125), (255, 255, 125), (123, 15, 175), (124, 155, 5), (12, 255, 141),
            (128, 155, 25),
        ];
        _folder.ColourMask("seq_2/labels/frame000.png", 13, 1, alpha, [.. colours.Select((c, x) => (new Rect(x, 0, 1, 1), new Scalar(c.R, c.G, c.B)))]);
        using var set = _folder.Open("endovis2018");
        Assert.Equal(["0123456789ab6"], DataFolder.Rows(set, 0));
        Assert.Equal("seq_2", set.Frames[0].Group);
    }

    [Fact]
    public void Endovis2018_UnknownColour_IsNamedWithItsPlace()
    {
        _folder.Picture("seq_2/left_frames/frame000.png", 3, 2);
        _folder.ColourMask("seq_2/labels/frame000.png", 3, 2, alpha: false, (new(1, 1, 1, 1), new Scalar(1, 2, 3)));
        using var set = _folder.Open("endovis2018");
        Assert.Equal($"{_folder.At("seq_2/labels/frame000.png")}: colour (1, 2, 3) at (1,1) is no label of this form.", DataFolder.Refusal(set, 0));
    }

    [Fact]
    public void Endovis2018Types_GreyAnnotations()
    {
        _folder.Picture("seq_2/left_frames/frame000.png", 3, 1);
        _folder.Mask("annotations/seq_2/frame000.png", 3, 1, (new(1, 0, 1, 1), 7), (new(2, 0, 1, 1), 4));
        using var set = _folder.Open("endovis2018-types");
        Assert.Equal(["074"], DataFolder.Rows(set, 0));
    }

    [Fact]
    public void RobustMis_EveryInstanceIsAnInstrument_ProceduresAreGroups()
    {
        _folder.Picture("Training/Rectal/3/100/raw.png", 3, 1);
        _folder.Mask("Training/Rectal/3/100/instrument_instances.png", 3, 1, (new(1, 0, 1, 1), 1), (new(2, 0, 1, 1), 2));
        _folder.Picture("Testing/Stage_1/Rectal/3/200/raw.png", 3, 1);
        using var set = _folder.Open("robust-mis");
        Assert.Equal(
            [new FrameEntry("Testing/Stage_1/Rectal/3/200", "Rectal/3", "test-stage-1", false), new FrameEntry("Training/Rectal/3/100", "Rectal/3", "train", true)],
            set.Frames);
        Assert.Equal(["011"], DataFolder.Rows(set, 1));
    }

    [Fact]
    public void RobustMis_TrainingFrameWithoutMask_IsNamed()
    {
        _folder.Picture("Training/Rectal/3/100/raw.png", 3, 1);
        _folder.Picture("Training/Rectal/3/101/raw.png", 3, 1);
        _folder.Mask("Training/Rectal/3/100/instrument_instances.png", 3, 1);
        using var set = _folder.Open("robust-mis");
        Assert.Equal($"{_folder.At("Training/Rectal/3/101/instrument_instances.png")}: the mask is missing.", DataFolder.Refusal(set, 1));
    }

    [Fact]
    public void SarRarp50_VideoFrames_AreThoseOfTheirNumbers()
    {
        WriteVideo("train1/video_11_1/video_left.avi", frames: 8);
        foreach (var number in new[] { 0, 3, 6 })
        {
            _folder.Mask($"train1/video_11_1/segmentation/{number:D9}.png", 64, 48, (new(0, 0, 1, 1), (byte)(number + 3)));
        }

        using var set = _folder.Open("sar-rarp50");
        Assert.All(set.Frames, frame => Assert.Equal(("video_11", "train"), (frame.Group, frame.Split)));
        foreach (var (index, number) in new[] { (0, 0), (2, 6), (1, 3), (1, 3) })
        {
            using var picture = new Mat();
            set.ReadPicture(index, picture);
            Assert.InRange(picture.At<Vec3b>(20, 20).Item1, Grey(number) - 4, Grey(number) + 4);
            Assert.StartsWith(((char)('3' + number)).ToString(), DataFolder.Rows(set, index)[0]);
        }
    }

    [Fact]
    public void SarRarp50_LabelsBeyondTheEndOfTheVideo_AreNamed()
    {
        WriteVideo("test/video_42/video_left.avi", frames: 3);
        _folder.Mask("test/video_42/segmentation/000000060.png", 64, 48);
        using var set = _folder.Open("sar-rarp50");
        Assert.Contains("video_left.avi: the video has no frame 60", DataFolder.Refusal(set, 0));
    }

    [Fact]
    public void SarRarp50_UnpackedPictures_AreTakenInstead()
    {
        _folder.Picture("train2/video_7/rgb/000000060.png", 4, 1);
        _folder.Mask("train2/video_7/segmentation/000000060.png", 4, 1, (new(1, 0, 1, 1), 9));
        using var set = _folder.Open("sar-rarp50");
        Assert.Equal(["0900"], DataFolder.Rows(set, 0));
        Assert.Equal(["shaft", "catheter"], set.Labels.Definitions.Where(d => d.Id is 3 or 9).Select(d => d.Name));
    }

    [Fact]
    public void Open_TwoFramesOfOneName_IsRefused()
    {
        DrawSequence2017();
        _ = Directory.CreateDirectory(_folder.At("coco/annotations"));
        _folder.Text("coco/annotations/a.json", """{"images":[{"id":1,"file_name":"a.png","width":1,"height":1},{"id":2,"file_name":"a.jpg","width":1,"height":1}],"annotations":[],"categories":[]}""");
        Assert.Contains("a occurs twice", Assert.Throws<UserErrorException>(() => FrameSets.Open("coco", _folder.At("coco"))).Message);
    }

    public void Dispose() => _folder.Dispose();

    private static int Grey(int number) => 20 + (number * 25);

    private void WriteVideo(string relative, int frames)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(_folder.At(relative))!);
        using var writer = new VideoWriter(_folder.At(relative), FourCC.MJPG, 60, new Size(64, 48));
        for (var n = 0; n < frames; n++)
        {
            using var picture = new Mat(48, 64, MatType.CV_8UC3, Scalar.All(Grey(n)));
            writer.Write(picture);
        }
    }

    // Pixel by pixel: nothing, shaft, wrist, claspers, probe, other, other under nothing, nothing.
    private void DrawSequence2017()
    {
        const string Truth = "instrument_dataset_4/ground_truth";
        _folder.Picture("instrument_dataset_4/left_frames/frame000.png", 8, 1);
        _folder.Mask($"{Truth}/Large_Needle_Driver_Left_labels/frame000.png", 8, 1, (new(1, 0, 1, 1), 10), (new(2, 0, 1, 1), 20), (new(3, 0, 1, 1), 30));
        _folder.Mask($"{Truth}/Other_labels/frame000.png", 8, 1, (new(3, 0, 4, 1), 90));
        _folder.Mask($"{Truth}/Probe_labels/frame000.png", 8, 1, (new(4, 0, 1, 1), 40));
    }
}
