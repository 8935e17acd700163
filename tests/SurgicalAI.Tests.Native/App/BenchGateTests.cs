using System.Text.Json;
using SurgicalAI.Control.Safety;
using SurgicalAI.Sim.Checks.Gates;

namespace SurgicalAI.Tests.Native.App;

/// <summary><c>bench gate</c>: its report has the keys of docs/reports.md, and a run of one seed is the same whatever the threads.</summary>
public sealed class BenchGateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("surgicalai-");

    [Fact]
    public async Task Run_OneAndTwoWorkers_NothingPassesALimitAndTheSameVerdicts()
    {
        var (one, two) = (await RunAsync("1"), await RunAsync("2"));
        string[] keys =
        [
            "schema", "sequences", "commands", "commands_per_sequence", "violations_total", "violations", "gate", "rules", "check_us", "allocated_bytes",
            "bytes_per_check", "workers", "seed", "commit", "machine",
        ];
        Assert.Equal(keys, one.EnumerateObject().Select(p => p.Name));
        Assert.Equal("surgicalai/bench-gate/1", one.GetProperty("schema").GetString());
        Assert.Equal((20_000, 20, 0), (one.GetProperty("commands").GetInt32(), one.GetProperty("sequences").GetInt32(), one.GetProperty("violations_total").GetInt32()));
        Assert.Equal(Enum.GetNames<GateLimit>().Select(Key), one.GetProperty("violations").EnumerateObject().Select(p => p.Name));
        Assert.Equal(Enum.GetNames<GateRule>().Skip(1).Select(Key), one.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("rule").GetString()));
        Assert.Equal(["p50", "p95", "p99", "p999", "max"], one.GetProperty("check_us").EnumerateObject().Select(p => p.Name));
        Assert.Equal(0, one.GetProperty("allocated_bytes").GetInt64());
        Assert.Equal(one.GetProperty("gate").GetRawText(), two.GetProperty("gate").GetRawText());
        Assert.Equal(one.GetProperty("rules").GetRawText(), two.GetProperty("rules").GetRawText());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Key(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private async Task<JsonElement> RunAsync(string workers)
    {
        var json = Path.Combine(_folder.FullName, $"gate{workers}.json");
        using var run = Surgicalai.Start("bench", "gate", "--commands", "20000", "--workers", workers, "--json", json);
        Assert.Equal(0, await run.ExitAsync(TimeSpan.FromSeconds(120)));
        return JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement;
    }
}
