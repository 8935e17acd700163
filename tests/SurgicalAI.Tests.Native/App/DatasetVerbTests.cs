using System.Text.Json;
using SurgicalAI.Tests.Native.Datasets;

namespace SurgicalAI.Tests.Native.App;

public sealed class DatasetVerbTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);

    private readonly DataFolder _folder = new();

    [Fact]
    public async Task Dataset_ImportSplitConvertInspect_InOneGo()
    {
        Draw();
        await RunAsync(0, "dataset", "import", "--from", "endovis2015", "--in", "raw", "--out", "set");
        await RunAsync(0, "dataset", "split", "set", "--hold-out", "OP2", "--json", "split.json");
        await RunAsync(0, "dataset", "convert", "--in", "folder:set", "--to", "coco", "--out", "coco");
        await RunAsync(0, "dataset", "inspect", "coco:coco", "--json", "inspect.json");
        using var inspect = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder.At("inspect.json"), TestContext.Current.CancellationToken));
        var root = inspect.RootElement;
        Assert.Equal("surgicalai/dataset-inspect/1", root.GetProperty("schema").GetString());
        Assert.Equal((2, 2, 0), (root.GetProperty("frames").GetInt32(), root.GetProperty("labelled").GetInt32(), root.GetProperty("bad").GetArrayLength()));
        Assert.Equal(["OP1:train", "OP2:test"], root.GetProperty("groups").EnumerateArray().Select(g => $"{g.GetProperty("group")}:{g.GetProperty("splits")[0]}"));
        var tip = root.GetProperty("labels").EnumerateArray().Single(l => l.GetProperty("name").GetString() == "tip");
        Assert.Equal((6, 6 / 36.0), (tip.GetProperty("pixels").GetInt64(), tip.GetProperty("share").GetDouble()));
        using var split = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder.At("split.json"), TestContext.Current.CancellationToken));
        Assert.Equal("OP2", split.RootElement.GetProperty("parts")[0].GetProperty("groups")[0].GetString());
    }

    [Fact]
    public async Task Inspect_TwoBadFiles_TwoLinesAndExitCode1()
    {
        Draw();
        _folder.Truncate("raw/OP1/Raw/img_01_raw.png");
        File.Delete(_folder.At("raw/OP2/Masks/img_01_class.png"));
        var errors = await RunAsync(1, "dataset", "inspect", "endovis2015:raw");
        Assert.Equal(
            ["bad: raw/OP1/Raw/img_01_raw.png: the picture is corrupt: it is cut off.", "bad: raw/OP2/Masks/img_01_class.png: the mask is missing."],
            errors.Where(line => line.StartsWith("bad: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Import_BadFile_NamesItAndLeavesNothing()
    {
        Draw();
        _folder.Mask("raw/OP2/Masks/img_01_class.png", 5, 3);
        var errors = await RunAsync(2, "dataset", "import", "--from", "endovis2015", "--in", "raw", "--out", "set");
        Assert.Contains(errors, line => line.StartsWith("error: ", StringComparison.Ordinal) && line.Contains("OP2/Masks/img_01_class.png: the labels are 5x3 px, the picture 6x3. Nothing was written."));
        Assert.Equal(["raw"], Directory.EnumerateFileSystemEntries(_folder.Root).Select(path => Path.GetFileName(path)));
    }

    public void Dispose() => _folder.Dispose();

    // Two operations with a frame each; a sixth of the pixels is tip.
    private void Draw()
    {
        foreach (var operation in new[] { "OP1", "OP2" })
        {
            _folder.Picture($"raw/{operation}/Raw/img_01_raw.png", 6, 3, seed: operation[2]);
            _folder.Mask($"raw/{operation}/Masks/img_01_class.png", 6, 3, (new(1, 0, 1, 3), 160), (new(2, 0, 1, 3), 70));
        }
    }

    private async Task<IReadOnlyCollection<string>> RunAsync(int expected, params string[] args)
    {
        using var run = Surgicalai.StartIn(_folder.Root, args);
        Assert.Equal(expected, await run.ExitAsync(Soon));
        return run.Errors;
    }
}
