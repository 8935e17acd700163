using System.IO.Compression;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Datasets.Export;

namespace SurgicalAI.Tests.Native.Datasets;

public sealed class CvatTests : IDisposable
{
    private const string Polygon = """<polygon label="shaft" source="manual" occluded="0" points="2.00,1.00;6.00,1.00;6.00,4.00;2.00,4.00" z_order="0"></polygon>""";

    private readonly DataFolder _folder = new();
    private readonly DataFolder _out = new();

    [Fact]
    public void Write_AndReadAgain_SameLabelsAndGroups()
    {
        using var set = Drawn();
        DatasetExport.Write(set, "cvat", _out.At("set"), _ => { }, CancellationToken.None);
        using var again = FrameSets.Open("cvat", _out.At("set"));
        Assert.Equal(set.Frames.Select(f => (f.Name, f.Group)), again.Frames.Select(f => (f.Name, f.Group)));
        Assert.Equal(DataFolder.Rows(set, 0), DataFolder.Rows(again, 0));
    }

    [Fact]
    public void Open_Zip_AsTheFolder()
    {
        using var set = Drawn();
        DatasetExport.Write(set, "cvat", _out.At("set"), _ => { }, CancellationToken.None);
        ZipFile.CreateFromDirectory(_out.At("set"), _out.At("set.zip"));
        using var again = FrameSets.Open("cvat", _out.At("set.zip"));
        Assert.Equal(DataFolder.Rows(set, 0), DataFolder.Rows(again, 0));
    }

    [Fact]
    public void Open_ZipThatIsCutOff_NamesIt()
    {
        using var set = Drawn();
        DatasetExport.Write(set, "cvat", _out.At("set"), _ => { }, CancellationToken.None);
        ZipFile.CreateFromDirectory(_out.At("set"), _out.At("set.zip"));
        _out.Truncate("set.zip");
        Assert.Contains("set.zip: cannot be unpacked", Assert.Throws<UserErrorException>(() => FrameSets.Open("cvat", _out.At("set.zip"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PolygonAsCvatWritesIt_PixelsWhoseCentresLieInside()
    {
        Annotations(Polygon);
        using var set = _folder.Open("cvat");
        var rows = DataFolder.Rows(set, 0);
        Assert.Equal("............", rows[0].Replace('0', '.')[..12]);
        Assert.Equal("..1111......", rows[1].Replace('0', '.')[..12]);
        Assert.Equal("..1111......", rows[3].Replace('0', '.')[..12]);
        Assert.Equal("............", rows[4].Replace('0', '.')[..12]);
    }

    [Theory]
    [InlineData("""<mask label="shaft" rle="0, 5" left="0" top="0" width="3" height="2" z_order="0"></mask>""", "run lengths do not add up to the mask's 3x2 px")]
    [InlineData("""<mask label="shaft" rle="0, 6" left="15" top="0" width="3" height="2" z_order="0"></mask>""", "leaves the picture")]
    [InlineData("""<polygon label="shaft" points="1,1;2,2" z_order="0"></polygon>""", "a polygon has 2 points")]
    [InlineData("""<box label="shaft" xtl="1" ytl="1" xbr="5" ybr="5" z_order="0"></box>""", "'box' is no area")]
    public void Read_BadShape_NamedWithItsFrame(string shape, string said)
    {
        Annotations(shape);
        using var set = _folder.Open("cvat");
        var error = Assert.Throws<UserErrorException>(() => DataFolder.Rows(set, 0));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains("op1/a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoXml_NamesTheFile()
    {
        _folder.Text("annotations.xml", "<annotations><image");
        Assert.Contains("annotations.xml: not a file of CVAT", Assert.Throws<UserErrorException>(() => _folder.Open("cvat")).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
    }

    private void Annotations(string shape)
    {
        _folder.Picture("images/op1/a.png");
        _folder.Text("annotations.xml", $"""
            <?xml version="1.0" encoding="utf-8"?>
            <annotations>
              <version>1.1</version>
              <meta><task><labels><label><name>shaft</name><color>#fa3253</color><attributes></attributes></label></labels></task></meta>
              <image id="0" name="op1/a.png" width="16" height="12">{shape}</image>
            </annotations>
            """);
    }

    // Two areas of one label, one of another, one with a hole.
    private IFrameSet Drawn()
    {
        _folder.Picture("OP1/Raw/img_01_raw.png", 24, 18);
        _folder.Mask("OP1/Masks/img_01_class.png", 24, 18, (new(1, 1, 8, 6), 160), (new(3, 3, 2, 2), 0), (new(14, 2, 5, 5), 160), (new(6, 10, 9, 4), 70));
        return _folder.Open("endovis2015");
    }
}
