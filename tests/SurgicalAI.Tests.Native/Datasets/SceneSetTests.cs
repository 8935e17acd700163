using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Tests.Native.Datasets;

/// <summary>Sets of tissue, polyps and polygons, drawn as their conventions say.</summary>
public sealed class SceneSetTests : IDisposable
{
    private readonly DataFolder _folder = new();

    [Fact]
    public void CholecSeg8k_DecimalValuesAndWhiteFrame()
    {
        byte[] values = [50, 11, 21, 13, 12, 31, 23, 24, 25, 32, 22, 33, 5, 0];
        _folder.Picture("video01/video01_00080/frame_80_endo.png", 16, 3);
        (Rect, Scalar)[] areas = [(new(0, 0, 16, 3), Scalar.All(255)), .. values.Select((v, i) => (new Rect(i + 1, 1, 1, 1), Scalar.All(v)))];
        _folder.ColourMask("video01/video01_00080/frame_80_endo_watershed_mask.png", 16, 3, alpha: false, areas);
        _folder.ColourMask("video01/video01_00080/frame_80_endo_color_mask.png", 16, 3, alpha: false);
        using var set = _folder.Open("cholecseg8k");
        Assert.Equal(["????????????????", "?0123456789abc??", "????????????????"], DataFolder.Rows(set, 0));
        Assert.Equal(new FrameEntry("video01_00080/frame_80", "video01", null, true), Assert.Single(set.Frames));
        Assert.Equal(["grasper", "hook"], set.Labels.Definitions.Where(d => d.Kind == LabelKind.Instrument).Select(d => d.Name));
    }

    [Fact]
    public void CholecSeg8k_HexadecimalReadingOfThePaper_IsUnknown()
    {
        _folder.Picture("video01/video01_00080/frame_80_endo.png", 4, 1);
        _folder.Mask("video01/video01_00080/frame_80_endo_watershed_mask.png", 4, 1, (new(0, 0, 4, 1), 0x50));
        using var set = _folder.Open("cholecseg8k");
        Assert.Contains("value 80 at (0,0) is unknown", DataFolder.Refusal(set, 0));
    }

    [Fact]
    public void Kvasir_JpegMasks_AreCutAt127()
    {
        _folder.Picture("images/cju0.jpg", 64, 64);
        _folder.Mask("masks/cju0.jpg", 64, 64, (new(13, 13, 32, 32), 255));
        using var raw = Cv2.ImRead(_folder.At("masks/cju0.jpg"), ImreadModes.Grayscale);
        Assert.Contains(raw.AsSpan<byte>().ToArray(), value => value is not (0 or 255));
        using var set = _folder.Open("kvasir");
        var rows = DataFolder.Rows(set, 0);
        Assert.Equal("01", string.Concat(string.Concat(rows).Distinct().Order()));
        Assert.InRange(string.Concat(rows).Count(c => c == '1'), 31 * 31, 33 * 33);
    }

    [Fact]
    public void Cvc_SequencesOfMetadata_AreGroups()
    {
        _folder.Picture("Original/1.png", 4, 1);
        _folder.Mask("Ground Truth/1.png", 4, 1, (new(0, 0, 1, 1), 255));
        using (var set = _folder.Open("cvc"))
        {
            Assert.Equal("cvc", set.Frames[0].Group);
        }

        _folder.Text("metadata.csv", "frame_id,sequence_id,png_image_path\n1,7,Original/1.png\n");
        using var grouped = _folder.Open("cvc");
        Assert.Equal("sequence-7", grouped.Frames[0].Group);
        Assert.Equal(["1000"], DataFolder.Rows(grouped, 0));
    }

    [Fact]
    public void CholecInstanceSeg_Polygons_GroupIsTheVideo()
    {
        _folder.Picture("train/t50_full_VID08/img_dir/VID08_000001.png", 8, 4);
        LabelMe("train/t50_full_VID08/ann_dir/VID08_000001.json", 8, 4, ("grasper", "[[1,1],[4,1],[4,3],[1,3]]"), ("hook", "[[3,0],[6,0],[6,2],[3,2]]"));
        using var set = _folder.Open("cholecinstanceseg");
        Assert.Equal(new FrameEntry("train/t50_full_VID08/VID08_000001", "video08", "train", true), Assert.Single(set.Frames));
        Assert.Equal(["00033300", "01133300", "01110000", "00000000"], DataFolder.Rows(set, 0));
    }

    [Theory]
    [InlineData("forceps", "[[1,1],[4,1],[4,3]]", 8, "label 'forceps' is unknown; this form has grasper")]
    [InlineData("hook", "[[1,1],[4,1]]", 8, "2 points is not a polygon")]
    [InlineData("hook", "[[1,1],[4,1],[4,3]]", 9, "the labels are 9x4 px, the picture 8x4")]
    public void CholecInstanceSeg_BadPolygons_NameTheFile(string label, string points, int width, string words)
    {
        _folder.Picture("img_dir/a.png", 8, 4);
        LabelMe("ann_dir/a.json", width, 4, (label, points));
        using var set = _folder.Open("cholecinstanceseg");
        var message = DataFolder.Refusal(set, 0);
        Assert.StartsWith(_folder.At("ann_dir/a.json"), message);
        Assert.Contains(words, message);
    }

    [Fact]
    public void CholecInstanceSeg_NoJson_IsNamed()
    {
        _folder.Picture("img_dir/a.png", 8, 4);
        _folder.Text("ann_dir/a.json", "{ \"shapes\": ");
        using var set = _folder.Open("cholecinstanceseg");
        Assert.StartsWith($"{_folder.At("ann_dir/a.json")}: not a LabelMe file", DataFolder.Refusal(set, 0));
    }

    [Fact]
    public void Coco_PolygonsAndBothKindsOfRunLengths()
    {
        _folder.Picture("images/op7_1.png", 4, 3);
        Coco("""
            {"id":1,"image_id":5,"category_id":20,"segmentation":[[0,0,2,0,2,1,0,1],[3,2,4,2,4,3,3,3]]},
            {"id":2,"image_id":5,"category_id":10,"iscrowd":1,"segmentation":{"size":[3,4],"counts":[3,3,6]}},
            {"id":3,"image_id":5,"category_id":30,"iscrowd":1,"segmentation":{"size":[3,4],"counts":"219"}}
            """);
        using var set = _folder.Open("coco");
        Assert.Equal(["2100", "0100", "?102"], DataFolder.Rows(set, 0));
        Assert.Equal(new FrameEntry("op7_1", "op7", "train", true), Assert.Single(set.Frames));
        Assert.Equal([("background", LabelKind.Other), ("liver", LabelKind.Tissue), ("my-tool", LabelKind.Instrument)], set.Labels.Definitions.Select(d => (d.Name, d.Kind)).OrderBy(d => d.Name));
    }

    [Theory]
    [InlineData("""{"id":1,"image_id":5,"category_id":20,"segmentation":{"counts":[3,3]}}""", "run lengths do not add up to 4x3 px")]
    [InlineData("""{"id":1,"image_id":6,"category_id":20,"segmentation":[]}""", "annotation 1 is of image 6")]
    [InlineData("""{"id":1,"image_id":5,"category_id":20,"bbox":[0,0,1,1]}""", "has a box but no shape")]
    [InlineData("""{"id":1,"image_id":5,"category_id":20,"segmentation":[[0,0,1,1]]}""", "a polygon has 4 numbers")]
    public void Coco_BadShape_NamesTheFile(string annotation, string words)
    {
        _folder.Picture("images/op7_1.png", 4, 3);
        Coco(annotation);
        var message = Assert.Throws<UserErrorException>(() =>
        {
            using var set = _folder.Open("coco");
            _ = DataFolder.Rows(set, 0);
        }).Message;
        Assert.StartsWith(_folder.At("annotations/instances_train.json"), message);
        Assert.Contains(words, message);
    }

    [Theory]
    [InlineData("../../escape.png")]
    [InlineData("/tmp/escape.png")]
    public void Coco_FileNameOutOfTheFolder_IsRefused(string file)
    {
        _folder.Text("a.json", $$"""{"images":[{"id":5,"file_name":"{{file}}","width":4,"height":3}],"categories":[],"annotations":[]}""");
        Assert.Contains("cannot be the name of a frame", Assert.Throws<UserErrorException>(() => _folder.Open("coco")).Message);
    }

    // Worked by hand from rleToString of cocoapi's maskApi.c: from the fourth count on the difference to the count two before is written.
    [Theory]
    [InlineData("525", 5, 2, 5)]
    [InlineData("`01`00", 16, 1, 16, 1)]
    [InlineData("T3X1l1PO", 100, 40, 60, 8)]
    public void RunLengths_Text_IsThatOfCoco(string text, params int[] counts)
    {
        Assert.Equal(text, RunLengths.Write(counts));
        Assert.Equal(counts, RunLengths.Parse(text));
    }

    [Fact]
    public void RunLengths_AnyCounts_RoundTrip()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            int[] counts = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(1 << random.Next(1, 30)))];
            Assert.Equal(counts, RunLengths.Parse(RunLengths.Write(counts)));
        }
    }

    [Theory]
    [InlineData("o")]
    [InlineData("\u0020")]
    public void RunLengths_BrokenText_IsRefused(string text) => Assert.Throws<FormatException>(() => RunLengths.Parse(text));

    [Fact]
    public void RunLengths_OfAMask_FillsTheSameMask()
    {
        var random = new Random(3);
        using var mask = new Mat(17, 23, MatType.CV_8UC1, Scalar.Black);
        foreach (ref var value in mask.AsSpan<byte>())
        {
            value = (byte)(random.Next(3) == 0 ? 9 : 0);
        }

        using var filled = new Mat(17, 23, MatType.CV_8UC1, Scalar.Black);
        RunLengths.Fill(filled, RunLengths.Parse(RunLengths.Write(RunLengths.Of(mask))), 9);
        Assert.Equal(mask.AsSpan<byte>().ToArray(), filled.AsSpan<byte>().ToArray());
    }

    [Fact]
    public void PolygonFill_Concave_EvenOddByPixelCentres()
    {
        using var map = new Mat(4, 6, MatType.CV_8UC1, Scalar.Black);
        PolygonFill.Fill(map, [new(-3, 0), new(6, 0), new(6, 4), new(4, 4), new(4, 2), new(2, 2), new(2, 9), new(-3, 9)], 1);
        Assert.Equal(["111111", "111111", "110011", "110011"], Enumerable.Range(0, 4).Select(y => string.Concat(Enumerable.Range(0, 6).Select(x => map.At<byte>(y, x)))));
    }

    public void Dispose() => _folder.Dispose();

    private void LabelMe(string path, int width, int height, params (string Label, string Points)[] shapes) => _folder.Text(path, $$"""
        {"version":"5.0.1","imageWidth":{{width}},"imageHeight":{{height}},
        "shapes":[{{string.Join(',', shapes.Select(s => $$"""{"label":"{{s.Label}}","points":{{s.Points}},"group_id":1,"shape_type":"polygon"}"""))}}]}
        """);

    private void Coco(string annotations) => _folder.Text("annotations/instances_train.json", $$"""
        {"images":[{"id":5,"file_name":"op7_1.png","width":4,"height":3}],
        "categories":[{"id":10,"name":"Liver"},{"id":20,"name":"my tool","supercategory":"instrument"},{"id":30,"name":"ignore"}],
        "annotations":[{{annotations}}]}
        """);
}
