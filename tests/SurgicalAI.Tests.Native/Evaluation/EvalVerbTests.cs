using System.Text.Json.Nodes;
using OpenCvSharp;
using SurgicalAI.App.Evaluation;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Tests.Native.App;
using SurgicalAI.Tests.Native.Datasets;

namespace SurgicalAI.Tests.Native.Evaluation;

public sealed class EvalVerbTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(120);

    private readonly DataFolder _folder = new();

    [Fact]
    public async Task Segmentation_OnAFolder_FiguresAndPage()
    {
        Operations();
        using var run = Surgicalai.StartIn(_folder.Root, "eval", "segmentation", "--data", "endovis2015:.", "--tau", "3", "--json", "f.json", "--report", "r.html");
        Assert.Equal(0, await run.ExitAsync(Soon));
        var json = JsonNode.Parse(await File.ReadAllTextAsync(_folder.At("f.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(("surgicalai/eval-segmentation-data/1", "endovis2015", 3, 3.0), ((string?)json["schema"], (string?)json["dataset"], (int?)json["frames"], (double?)json["tau_px"]));
        Assert.Equal(["shaft", "tip"], json["classes"]!.AsArray().Select(c => (string?)c!["name"]));
        Assert.Equal([("OP1", 2), ("OP2", 1)], json["by_group"]!.AsArray().Select(g => ((string?)g!["group"], (int)g["frames"]!)));
        Assert.All(["miou", "binary", "calibration", "model", "seed", "commit", "device", "machine"], key => Assert.True(json.AsObject().ContainsKey(key)));
        Assert.All(["iou", "iou_ci95", "iou_p5", "dice", "nsd"], key => Assert.NotNull(json["binary"]![key]));
        Assert.Equal(64, ((string?)json["model"]!["sha256"])!.Length);
        Assert.Contains("OP1/img_01", await File.ReadAllTextAsync(_folder.At("r.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Segmentation_UnknownMaskValue_NamesTheFileAndWritesNothing()
    {
        Operations();
        _folder.Mask("OP2/Masks/img_01_class.png", 64, 48, (new(4, 1, 1, 1), 71));
        using var run = Surgicalai.StartIn(_folder.Root, "eval", "segmentation", "--data", "endovis2015:.", "--json", "f.json", "--report", "r.html");
        Assert.Equal(2, await run.ExitAsync(Soon));
        Assert.Contains(run.Errors, l => l.StartsWith("error: ", StringComparison.Ordinal) && l.Contains("OP2/Masks/img_01_class.png: value 71", StringComparison.Ordinal));
        Assert.False(File.Exists(_folder.At("f.json")) || File.Exists(_folder.At("r.html")));
    }

    [Fact]
    public void Ranking_ReportsOnTheSameFrames_BetterOneWins()
    {
        var (good, poor) = (Report("good.json", i => 0.8 + (0.001 * i), 30), Report("poor.json", i => 0.4 + (0.002 * i), 30));
        var ranking = MethodComparison.Rank([poor, good], "dice");
        Assert.Equal([("poor", 2, 2), ("good", 1, 1)], ranking.Methods.Select(m => (m.Name, m.AccuracyRank, m.RobustnessRank)));
        Assert.Equal(30, ranking.Frames);
    }

    [Fact]
    public void Ranking_FramesLeftEmptyByAll_AreLeftOut_ByOneRightly_CountAsOne()
    {
        var (a, b) = (Report("a.json", i => i < 2 ? null : 0.5, 5), Report("b.json", i => i == 0 ? null : i == 1 ? 0 : 0.5, 5));
        var ranking = MethodComparison.Rank([a, b], "dice");
        Assert.Equal((4, (1 + 1.5) / 4, 1.5 / 4), (ranking.Frames, ranking.Methods[0].Mean, ranking.Methods[1].Mean));
    }

    [Fact]
    public void Ranking_OtherFramesOrNoReport_OneLineNamesTheFile()
    {
        var (few, many) = (Report("few.json", _ => 0.5, 5), Report("many.json", _ => 0.5, 6));
        Assert.Contains("not about the same frames", Refusal(few, many), StringComparison.Ordinal);
        _folder.Text("text.json", "This is a text file.\n");
        _folder.Text("other.json", "{\"schema\":\"surgicalai/eval-policy/1\"}\n");
        Assert.Contains("text.json is not a report", Refusal(few, new(_folder.At("text.json"))), StringComparison.Ordinal);
        Assert.Contains("other.json is not a report of eval segmentation --data", Refusal(few, new(_folder.At("other.json"))), StringComparison.Ordinal);
        Assert.Contains("absent.json cannot be read", Refusal(few, new(_folder.At("absent.json"))), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Refusal(params FileInfo[] files) => Assert.Throws<UserErrorException>(() => MethodComparison.Rank(files, "dice")).Message;

    private FileInfo Report(string name, Func<int, double?> dice, int frames)
    {
        var figures = Enumerable.Range(0, frames).Select(i => (JsonNode)new JsonObject { ["name"] = $"f{i}", ["group"] = "A", ["dice"] = dice(i) });
        _folder.Text(name, new JsonObject
        {
            ["schema"] = "surgicalai/eval-segmentation-data/1",
            ["dataset"] = "painted",
            ["model"] = new JsonObject { ["name"] = "m", ["sha256"] = "0" },
            ["per_frame"] = new JsonArray([.. figures]),
        }.ToJsonString());
        return new(_folder.At(name));
    }

    private void Operations()
    {
        foreach (var frame in (ReadOnlySpan<string>)["OP1/{0}/img_01", "OP1/{0}/img_02", "OP2/{0}/img_01"])
        {
            _folder.Picture(string.Format(null, frame, "Raw") + "_raw.png", 64, 48);
            _folder.Mask(string.Format(null, frame, "Masks") + "_class.png", 64, 48, (new Rect(5, 5, 20, 10), 160), (new Rect(25, 5, 8, 10), 70));
        }
    }
}
