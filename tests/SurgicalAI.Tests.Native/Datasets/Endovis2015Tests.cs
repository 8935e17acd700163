using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.Tests.Native.Datasets;

public sealed class Endovis2015Tests : IDisposable
{
    private readonly DataFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadLabels_GreyOrRgbaMask_SameIds(bool rgba)
    {
        _folder.Picture("OP3/Raw/img_01_raw.png", 6, 3);
        Mask("OP3/Masks/img_01_class.png", rgba);
        using var set = _folder.Open("endovis2015");
        Assert.Equal(["012000", "012000", "012000"], DataFolder.Rows(set, 0));
        Assert.Equal(new FrameEntry("OP3/img_01", "OP3", null, true), Assert.Single(set.Frames));
        Assert.Equal(["background", "shaft", "tip"], set.Labels.Definitions.Select(d => d.Name));
    }

    [Fact]
    public void Open_TrainingAndTestOfAnOperation_AreOneGroup()
    {
        _folder.Picture("Training/OP1/Raw/img_01_raw.png", 6, 3);
        Mask("Training/OP1/Masks/img_01_class.png", rgba: false);
        _folder.Picture("Testing/OP1/Raw/img_01_raw.png", 6, 3);
        using var set = _folder.Open("endovis2015");
        Assert.Equal(
            [new FrameEntry("Testing/OP1/img_01", "OP1", "test", false), new FrameEntry("Training/OP1/img_01", "OP1", "train", true)],
            set.Frames);
    }

    [Fact]
    public void ReadPicture_AsStored()
    {
        _folder.Picture("OP3/Raw/img_01_raw.png", 6, 3, seed: 2);
        Mask("OP3/Masks/img_01_class.png", rgba: false);
        using var set = _folder.Open("endovis2015");
        using var picture = new Mat();
        set.ReadPicture(0, picture);
        Assert.Equal((6, 3), (picture.Width, picture.Height));
        Assert.Equal(new Vec3b(5 * 7, 2 * 11, 26), picture.At<Vec3b>(2, 5));
    }

    [Fact]
    public void ReadLabels_UnknownValue_NamesFileValueAndPlace()
    {
        _folder.Picture("OP1/Raw/img_01_raw.png", 6, 3);
        _folder.Mask("OP1/Masks/img_01_class.png", 6, 3, (new(4, 1, 1, 1), 71));
        using var set = _folder.Open("endovis2015");
        Assert.Equal($"{_folder.At("OP1/Masks/img_01_class.png")}: value 71 at (4,1) is unknown; this form has 0, 70, 160.", DataFolder.Refusal(set, 0));
    }

    [Fact]
    public void ReadLabels_OtherSizeThanThePicture_NamesBoth()
    {
        _folder.Picture("OP1/Raw/img_01_raw.png", 6, 3);
        _folder.Mask("OP1/Masks/img_01_class.png", 3, 6);
        using var set = _folder.Open("endovis2015");
        Assert.Contains("img_01_class.png: the labels are 3x6 px, the picture 6x3", DataFolder.Refusal(set, 0));
    }

    [Theory]
    [InlineData("OP1/Masks/img_01_class.png", "the mask is missing")]
    [InlineData("OP1/Raw/img_01_raw.png", "the picture is missing")]
    public void Read_OneOfAPairIsMissing_NamesIt(string missing, string words)
    {
        _folder.Picture("OP1/Raw/img_01_raw.png", 6, 3);
        Mask("OP1/Masks/img_01_class.png", rgba: false);
        File.Delete(_folder.At(missing));
        using var set = _folder.Open("endovis2015");
        Assert.Equal($"{_folder.At(missing)}: {words}.", DataFolder.Refusal(set, 0));
    }

    [Theory]
    [InlineData("OP1/Masks/img_01_class.png")]
    [InlineData("OP1/Raw/img_01_raw.png")]
    public void Read_FileCutOff_NamesIt(string cut)
    {
        _folder.Picture("OP1/Raw/img_01_raw.png", 6, 3);
        Mask("OP1/Masks/img_01_class.png", rgba: false);
        _folder.Truncate(cut);
        using var set = _folder.Open("endovis2015");
        Assert.StartsWith($"{_folder.At(cut)}: ", DataFolder.Refusal(set, 0));
        Assert.Contains("it is cut off", DataFolder.Refusal(set, 0));
    }

    [Fact]
    public void Open_FolderOfAnotherForm_SaysWhatTheFormLooksLike()
    {
        _folder.Picture("a.png");
        Assert.Contains("OPn/Raw", Assert.Throws<UserErrorException>(() => _folder.Open("endovis2015")).Message);
    }

    [Fact]
    public void Open_RealOperations_EveryFrameIsWhole()
    {
        using var set = FrameSets.Open("endovis2015:" + SharedData.Require("research-only/endovis2015-rigid"));
        using var picture = new Mat();
        using var labels = new Mat();
        var seen = new long[256];
        for (var i = 0; i < set.Frames.Count; i++)
        {
            set.ReadPicture(i, picture);
            set.ReadLabels(i, labels);
            Assert.Equal(picture.Size(), labels.Size());
            foreach (var id in labels.AsSpan<byte>())
            {
                seen[id]++;
            }
        }

        Assert.Equal([("OP1", 40), ("OP2", 40)], set.Frames.CountBy(f => f.Group).Select(g => (g.Key, g.Value)));
        Assert.All([0, 1, 2], id => Assert.True(seen[id] > 0));
        Assert.Equal(0, seen[LabelSet.Ignore]);
    }

    public void Dispose() => _folder.Dispose();

    // Three columns: background, shaft, tip; then background.
    private void Mask(string path, bool rgba)
    {
        if (rgba)
        {
            _folder.ColourMask(path, 6, 3, alpha: true, (new(1, 0, 1, 3), Scalar.All(160)), (new(2, 0, 1, 3), Scalar.All(70)));
        }
        else
        {
            _folder.Mask(path, 6, 3, (new(1, 0, 1, 3), 160), (new(2, 0, 1, 3), 70));
        }
    }
}
