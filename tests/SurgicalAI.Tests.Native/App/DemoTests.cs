using System.Text;
using System.Text.Json;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;
using SurgicalAI.Transport.Json;
using SurgicalAI.Transport.Mqtt;

namespace SurgicalAI.Tests.Native.App;

public sealed class DemoTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("surgicalai-");

    [Fact]
    public async Task Demo_TenSeconds_ReachesGoalsAndNeverLoadsLibtorch()
    {
        var json = Path.Combine(_folder.FullName, "demo.json");
        using var run = Surgicalai.Start("demo", "--headless", "--seconds", "10", "--seed", "7", "--broker-port", "0", "--json", json);
        await run.SaysAsync("device", TimeSpan.FromSeconds(60));
        var libraries = await File.ReadAllTextAsync($"/proc/{run.Id}/maps", TestContext.Current.CancellationToken);
        Assert.Contains("libonnxruntime", libraries);
        Assert.DoesNotContain("libtorch", libraries);
        Assert.Equal(0, await run.ExitAsync(TimeSpan.FromSeconds(60)));

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        var root = report.RootElement;
        Assert.Equal("surgicalai/run-report/1", root.GetProperty("schema").GetString());
        var frames = root.GetProperty("frames");
        Assert.Equal(Count(frames, "captured"), Count(frames, "processed") + Count(frames, "dropped"));
        Assert.True(Count(root.GetProperty("episodes"), "successes") >= 1, root.ToString());
        foreach (var stage in new[] { "capture_to_suggestion", "capture_to_arm", "segment", "policy" })
        {
            Assert.True(Count(root.GetProperty("latency_ms").GetProperty(stage), "count") > 0, stage);
        }
    }

    [Fact]
    public async Task Demo_Tips_AreOnTheWireAndBesideTheRecording()
    {
        var (video, port) = (Path.Combine(_folder.FullName, "demo.mp4"), FreePort.Find());
        var heard = new Latest<TipsMessage>();
        var watcher = MqttBus.Start(new MqttBusOptions(Port: port, Component: "watcher"), TimeProvider.System);
        await using (watcher.ConfigureAwait(false))
        {
            using var listening = watcher.Subscribe(Topics.Tips, m => heard.Set(m));
            using var run = Surgicalai.Start(
                "demo", "--headless", "--seconds", "8", "--seed", "7", "--broker-port", $"{port}", "--size", "640x512", "--tips", "--save-overlay", video);
            Assert.Equal(0, await run.ExitAsync(TimeSpan.FromSeconds(90)));
        }

        Assert.True(heard.TryGet(out var last) && last.Left.Count + last.Tips.Count > 0, "nothing heard");
        var lines = await File.ReadAllLinesAsync(Path.ChangeExtension(video, ".tips.jsonl"), TestContext.Current.CancellationToken);
        Assert.Contains(lines, line => MessageCodec.Decode<TipsMessage>(Encoding.UTF8.GetBytes(line)) is { Ok: true, Value: { Right.Count: > 0, Tips: [{ WithArm: true }, ..] } });
        Assert.True(new FileInfo(video).Length > 0);
    }

    [Fact]
    public async Task Demo_Interrupted_WritesTheReport()
    {
        var json = Path.Combine(_folder.FullName, "demo.json");
        using var run = Surgicalai.Start("demo", "--headless", "--seed", "7", "--broker-port", "0", "--json", json);
        await run.SaysAsync("autonomous", TimeSpan.FromSeconds(60));
        Assert.Equal(0, Interrupt(run.Id));
        Assert.Equal(0, await run.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(File.Exists(json), string.Join('\n', run.Errors));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);

    private static int Interrupt(int process) => Signal(process, 2);

    private static long Count(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
