using System.Text.Json.Nodes;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Pipeline.Engine;
using SurgicalAI.Pipeline.Reports;

namespace SurgicalAI.Tests.Pipeline;

public sealed class RunReportTests
{
    private static readonly string[] s_percentiles = ["count", "p50", "p95", "p99", "p999", "max"];

    [Fact]
    public async Task Write_AfterARun_HasTheKeysOfTheSchema()
    {
        var report = await Written();
        Assert.Equal(
            ["schema", "source", "device", "mode", "seconds", "frames", "policy_steps_per_second", "episodes", "latency_ms", "gate", "edges", "faults", "models", "seed", "commit", "version", "machine", "date"],
            Keys(report));
        Assert.Equal("surgicalai/run-report/1", (string?)report["schema"]);
        Assert.Equal(["captured", "processed", "dropped"], Keys(report["frames"]));
        Assert.Equal(["count", "successes"], Keys(report["episodes"]));
        Assert.Equal(["capture_to_suggestion", "capture_to_arm", "segment", "policy"], Keys(report["latency_ms"]));
        Assert.All(report["latency_ms"]!.AsObject(), stage => Assert.Equal(s_percentiles, Keys(stage.Value)));
        Assert.Equal(["cleared", "clamped", "refused"], Keys(report["gate"]));
        Assert.Equal(["name", "policy", "in", "out", "dropped", "wait_ms"], Keys(report["edges"]![0]));
        Assert.Equal(["source", "withheld", "bus", "mode_refusal"], Keys(report["faults"]));
        Assert.Equal("""[{"name":"m","sha256":"ab"}]""", report["models"]!.ToJsonString());
    }

    [Fact]
    public async Task Write_AfterARun_HasItsFigures()
    {
        var report = await Written();
        Assert.Equal("""{"captured":3,"processed":3,"dropped":0}""", report["frames"]!.ToJsonString());
        Assert.Equal(3, (int?)report["latency_ms"]!["segment"]!["count"]);
        Assert.Equal(3, (int?)report["faults"]!["withheld"]!["NotAllowed"]);
        Assert.Equal(("wait", 3), ((string?)report["edges"]![0]!["policy"], (int?)report["edges"]![0]!["in"]));
        Assert.Equal((7UL, "suggest", "clip.mp4"), ((ulong?)report["seed"], (string?)report["mode"], (string?)report["source"]));
        Assert.Equal(BuildInfo.Commit, (string?)report["commit"]);
    }

    [Fact]
    public void Write_FolderCannotBeMade_LeavesNothing()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "file");
            File.WriteAllText(file, "");
            Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Path.Combine(file, "report.json"), "1"));
            Assert.Single(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("processor\t: 0\nmodel name\t: Some CPU: 2\nmodel name\t: Other\n", "Some CPU: 2")]
    [InlineData("Features\t: fp\n", "")]
    public void Processor_FromCpuinfo_FirstModelName(string text, string expected)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            var name = MachineInfo.Processor(path);
            Assert.True(expected.Length > 0 ? name == expected : name.Length > 0, name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string[] Keys(JsonNode? node) => [.. node!.AsObject().Select(pair => pair.Key)];

    private static async Task<JsonObject> Written()
    {
        var pool = new ImagePool();
        using var camera = new FakeCamera(pool, isLive: false);
        using var segmenter = new FakeSegmenter(pool);
        using var engine = new EngineGraph(camera, segmenter, null, null, new EngineOptions(), TimeProvider.System);
        for (var i = 1; i <= 3; i++)
        {
            camera.Push(i);
        }

        camera.Push(FaultCode.EndOfStream);
        await engine.RunAsync(CancellationToken.None);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "report.json");
        RunReport.Of(engine, new("clip.mp4", "cpu", [new("m", "ab")], 7), TimeProvider.System).Write(path);
        var text = await File.ReadAllTextAsync(path);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return JsonNode.Parse(text)!.AsObject();
    }
}
