using OpenCvSharp;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.Tests.Native.Datasets;

public sealed class PicturesAndPolypTests : IDisposable
{
    private readonly DataFolder _folder = new();

    [Fact]
    public void Pictures_GroupIsFolderOrFirstPartOfTheName()
    {
        _folder.Picture("00004-22977-frame-1.jpg");
        _folder.Picture("00004-22977-frame-2.jpg");
        _folder.Picture("video7/a.png");
        _folder.Text("notes.txt", "no picture");
        _folder.Text("video7/._a.png", "macOS writes such files into archives");
        _folder.Text("__MACOSX/b.png", "and such folders");
        _folder.Text(".cache/c.png", "hidden");
        using var set = _folder.Open("pictures");
        Assert.Equal(
            [("00004-22977-frame-1", "00004"), ("00004-22977-frame-2", "00004"), ("video7/a", "video7")],
            set.Frames.Select(f => (f.Name, f.Group)));
        Assert.All(set.Frames, frame => Assert.False(frame.HasLabels));
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    public void Pictures_CutOffFile_IsNamed(string extension)
    {
        _folder.Picture("a" + extension, 64, 64);
        _folder.Truncate("a" + extension);
        using var set = _folder.Open("pictures");
        using var picture = new Mat();
        var message = Assert.Throws<UserErrorException>(() => set.ReadPicture(0, picture)).Message;
        Assert.Equal($"{_folder.At("a" + extension)}: the picture is corrupt: it is cut off.", message);
    }

    [Fact]
    public void Pictures_TextNamedPng_IsNamed()
    {
        _folder.Text("a.png", "not a picture");
        using var set = _folder.Open("pictures");
        using var picture = new Mat();
        Assert.Contains("a.png: the picture is corrupt", Assert.Throws<UserErrorException>(() => set.ReadPicture(0, picture)).Message);
    }

    [Fact]
    public void Pictures_OneByteOfAPngChanged_IsNoticed()
    {
        _folder.Picture("a.png", 64, 64);
        var bytes = File.ReadAllBytes(_folder.At("a.png"));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_folder.At("a.png"), bytes);
        using var set = _folder.Open("pictures");
        using var picture = new Mat();
        Assert.Contains("a checksum in it is wrong", Assert.Throws<UserErrorException>(() => set.ReadPicture(0, picture)).Message);
    }

    [Fact]
    public void Pictures_JpegWithoutAPicture_IsNamed()
    {
        _folder.Picture("a.jpg", 64, 64);
        var bytes = File.ReadAllBytes(_folder.At("a.jpg"));
        File.WriteAllBytes(_folder.At("a.jpg"), [.. bytes[..20], 0xff, 0xd9]);
        using var set = _folder.Open("pictures");
        using var picture = new Mat();
        Assert.Contains("a.jpg: the picture is corrupt", Assert.Throws<UserErrorException>(() => set.ReadPicture(0, picture)).Message);
    }

    [Fact]
    public void PolypGen_AsPublished_CentresAndMasks()
    {
        _folder.Picture("data_C1/images_C1/a.jpg", 4, 1);
        _folder.Mask("data_C1/masks_C1/a_mask.png", 4, 1, (new(1, 0, 1, 1), 127), (new(2, 0, 2, 1), 128));
        using var set = _folder.Open("polypgen");
        Assert.Equal(new FrameEntry("C1/a", "C1", null, true), Assert.Single(set.Frames));
        Assert.Equal(["0011"], DataFolder.Rows(set, 0));
    }

    [Fact]
    public void PolypGen_ManifestLineWithoutCentre_IsShown()
    {
        _folder.Text("manifest.tsv", "image\tmask\tcentre\tauthor_split\nC1/a.jpg\tC1/a.png\n");
        Assert.Contains("manifest.tsv: 'C1/a.jpg", Assert.Throws<UserErrorException>(() => _folder.Open("polypgen")).Message);
    }

    [Fact]
    public void PolypGen_RealFrames_FiveCentresWithTheAuthorsSplit()
    {
        using var set = FrameSets.Open("polypgen:" + SharedData.Require("vision/polypgen-512"));
        Assert.Equal(1449, set.Frames.Count);
        Assert.Equal([("C1", 256), ("C2", 301), ("C3", 457), ("C4", 227), ("C5", 208)], set.Frames.CountBy(f => f.Group).Select(g => (g.Key, g.Value)));
        Assert.Equal(["test", "train", "val"], set.Frames.Select(f => f.Split).Distinct().Order());
        Assert.Contains('1', string.Concat(DataFolder.Rows(set, 0)));
    }

    [Fact]
    public void Pictures_RealOperations_SixteenGroupsOfTwenty()
    {
        using var set = FrameSets.Open("pictures:" + SharedData.Require("vision/intermountain"));
        Assert.Equal(16, set.Frames.CountBy(f => f.Group).Count(g => g.Value == 20));
        Assert.Equal(320, set.Frames.Count);
    }

    [Theory]
    [InlineData("endovis2015", "FORMAT:FOLDER")]
    [InlineData("endovis1999:/tmp", "there are folder")]
    [InlineData("pictures:/no/such/folder", "/no/such/folder: there is no such folder")]
    public void Open_BadSpec_SaysHowToMendIt(string spec, string words) =>
        Assert.Contains(words, Assert.Throws<UserErrorException>(() => FrameSets.Open(spec)).Message);

    public void Dispose() => _folder.Dispose();
}
