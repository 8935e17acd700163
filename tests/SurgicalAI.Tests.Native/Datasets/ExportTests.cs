using System.Security.Cryptography;
using OpenCvSharp;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Datasets.Export;
using SurgicalAI.Vision.Datasets.Inspection;

namespace SurgicalAI.Tests.Native.Datasets;

public sealed class ExportTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly DataFolder _out = new();

    [Theory]
    [InlineData("folder")]
    [InlineData("coco")]
    public void Write_AndReadAgain_SamePicturesLabelsAndGroups(string form)
    {
        DrawCholec();
        using var set = _folder.Open("cholecseg8k");
        DatasetExport.Write(set, form, _out.At("set"), _ => { }, CancellationToken.None);
        using var again = FrameSets.Open(form, _out.At("set"));
        Assert.Equal(set.Frames, again.Frames);
        Assert.Equal(set.Labels.Definitions, again.Labels.Definitions);
        for (var i = 0; i < set.Frames.Count; i++)
        {
            Assert.Equal(DataFolder.Rows(set, i), DataFolder.Rows(again, i));
            Assert.Equal(Pixels(set, i), Pixels(again, i));
        }
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("coco")]
    public void Write_UnlabelledPictures_StayUnlabelled(string form)
    {
        _folder.Picture("op1-1.jpg");
        using var set = _folder.Open("pictures");
        DatasetExport.Write(set, form, _out.At("set"), _ => { }, CancellationToken.None);
        using var again = FrameSets.Open(form, _out.At("set"));
        Assert.Equal(set.Frames, again.Frames);
        Assert.Equal(Pixels(set, 0), Pixels(again, 0));
    }

    [Fact]
    public void Write_Folder_FilesAreKeptAndHashed()
    {
        DrawCholec();
        using var set = _folder.Open("cholecseg8k");
        DatasetExport.Write(set, "folder", _out.At("set"), _ => { }, CancellationToken.None);
        var index = FrameIndex.Read(_out.At("set"));
        Assert.Equal("cholecseg8k", index.Source);
        var bytes = File.ReadAllBytes(_folder.At("video01/video01_00000/frame_0_endo.png"));
        Assert.Equal(bytes, File.ReadAllBytes(_out.At($"set/{index.Frames[0].Picture}")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), index.Frames[0].Sha256);
    }

    [Fact]
    public void Write_BadFiles_EachIsNamedAndNothingIsWritten()
    {
        DrawCholec();
        _folder.Truncate("video01/video01_00000/frame_0_endo.png");
        _folder.Mask("video02/video02_00000/frame_1_endo_watershed_mask.png", 8, 6, (new(0, 0, 1, 1), 1));
        using var set = _folder.Open("cholecseg8k");
        var lines = new List<string>();
        var message = Assert.Throws<UserErrorException>(() => DatasetExport.Write(set, "folder", _out.At("set"), line => lines.AddRange(line is null ? [] : [line]), CancellationToken.None)).Message;
        Assert.Contains("2 bad files", message);
        Assert.Equal(["frame_0_endo.png", "frame_1_endo_watershed_mask.png"], lines.Select(line => Path.GetFileName(line.Split(": ")[0])));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_out.Root));
    }

    [Fact]
    public void Write_OneBadFile_IsNamedByTheError()
    {
        DrawCholec();
        _folder.Truncate("video01/video01_00000/frame_0_endo.png");
        using var set = _folder.Open("cholecseg8k");
        var message = Assert.Throws<UserErrorException>(() => DatasetExport.Write(set, "coco", _out.At("set"), _ => { }, CancellationToken.None)).Message;
        Assert.Equal($"{_folder.At("video01/video01_00000/frame_0_endo.png")}: the picture is corrupt: it is cut off. Nothing was written.", message);
    }

    [Fact]
    public void Write_Cancelled_NothingIsWritten()
    {
        DrawCholec();
        using var set = _folder.Open("cholecseg8k");
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => DatasetExport.Write(set, "folder", _out.At("set"), _ => cancel.Cancel(), cancel.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_out.Root));
    }

    [Fact]
    public void Write_PlaceIsTaken_IsRefusedAndLeftAlone()
    {
        DrawCholec();
        _out.Text("set/mine.txt", "mine");
        using var set = _folder.Open("cholecseg8k");
        var message = Assert.Throws<UserErrorException>(() => DatasetExport.Write(set, "folder", _out.At("set"), _ => { }, CancellationToken.None)).Message;
        Assert.Contains("is there already", message);
        Assert.Equal("mine", File.ReadAllText(_out.At("set/mine.txt")));
    }

    [Fact]
    public void FrameIndex_PathOutOfTheFolder_IsRefused()
    {
        _folder.Text("frames.json", """{"schema":"surgicalai/frames/1","source":"x","frames":[{"name":"a","group":"g","split":null,"picture":"../a.png","labels":null,"sha256":"","labels_sha256":null}]}""");
        Assert.Contains("frames.json: frame 'a'", Assert.Throws<UserErrorException>(() => _folder.Open("folder")).Message);
    }

    [Fact]
    public void Inspect_CountsAndNamesWhatIsWrong()
    {
        DrawCholec();
        _folder.Truncate("video01/video01_00000/frame_0_endo_watershed_mask.png");
        File.Copy(_folder.At("video01/video01_00000/frame_0_endo.png"), _folder.At("video02/video02_00000/frame_1_endo.png"), overwrite: true);
        using var set = _folder.Open("cholecseg8k");
        var found = DatasetInspection.Run(set, () => { }, CancellationToken.None);
        Assert.Equal((3, 3), (found.Frames, found.Labelled));
        Assert.Equal([("video01", 2), ("video02", 1)], found.Groups.Select(g => (g.Group, g.Frames)));
        Assert.Equal([new SizeFigure(8, 6, 3)], found.Sizes);
        Assert.Equal($"{_folder.At("video01/video01_00000/frame_0_endo_watershed_mask.png")}: the mask is corrupt: it is cut off.", Assert.Single(found.Bad));
        var liver = found.Labels.Single(label => label.Name == "liver");
        Assert.Equal((2, 2L * 4, "tissue"), (liver.Frames, liver.Pixels, liver.Kind));
        Assert.Equal(2L * 24, found.IgnoredPixels);
        Assert.Equal(["video01_00000/frame_0", "video02_00000/frame_1"], Assert.Single(found.Duplicates));
        Assert.Contains("same picture in different groups", Assert.Single(found.Leaks));
    }

    [Fact]
    public void Inspect_SamePictureInThreeGroups_IsAPlaceholderAndNoLeak()
    {
        foreach (var operation in new[] { "a", "b", "c" })
        {
            _folder.Picture($"{operation}/screen.png", seed: 1);
            _folder.Picture($"{operation}/own.png", seed: operation[0]);
        }

        using var set = _folder.Open("pictures");
        var found = DatasetInspection.Run(set, () => { }, CancellationToken.None);
        Assert.Equal(["a/screen", "b/screen", "c/screen"], Assert.Single(found.Placeholders));
        Assert.Empty(found.Leaks);
        Assert.Empty(found.Duplicates);
    }

    [Fact]
    public void Inspect_GroupInTwoParts_IsALeak()
    {
        _folder.Text("manifest.tsv", "image\tmask\tcentre\tauthor_split\nC1/a.png\tC1/am.png\tC1\ttrain\nC1/b.png\tC1/bm.png\tC1\ttest\n");
        foreach (var name in new[] { "a", "b" })
        {
            _folder.Picture($"C1/{name}.png", 4, 4, seed: name[0]);
            _folder.Mask($"C1/{name}m.png", 4, 4);
        }

        using var set = _folder.Open("polypgen");
        var found = DatasetInspection.Run(set, () => { }, CancellationToken.None);
        Assert.Equal("group C1 is in test and train", Assert.Single(found.Leaks));
        Assert.Empty(found.Duplicates);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
    }

    private static byte[] Pixels(IFrameSet set, int index)
    {
        using var picture = new Mat();
        set.ReadPicture(index, picture);
        return picture.ImEncode(".bmp");
    }

    // Three clips: a white frame, liver in two pieces, a grasper, the rest background.
    private void DrawCholec()
    {
        foreach (var (path, seed) in new[] { ("video01/video01_00000/frame_0_endo", 1), ("video01/video01_00080/frame_80_endo", 2), ("video02/video02_00000/frame_1_endo", 3) })
        {
            _folder.Picture(path + ".png", 8, 6, seed);
            _folder.Mask(
                path + "_watershed_mask.png", 8, 6, (new(0, 0, 8, 6), 255), (new(1, 1, 6, 4), 50), (new(1, 1, 1, 2), 21), (new(4, 2, 2, 1), 21), (new(6, 4, 1, 1), 31));
        }
    }
}
