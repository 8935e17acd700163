using System.Text.Json;

namespace SurgicalAI.Tests.Native.App;

public sealed class SimVerbTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("surgicalai-");

    [Fact]
    public async Task List_EveryTask_HasOneLine()
    {
        using var run = Surgicalai.Start("sim", "--list");
        Assert.Equal(0, await run.ExitAsync(Soon));
        var lines = run.Output.Where(line => line.Length > 0).ToArray();
        Assert.Equal(SurgicalAI.Sim.Tasks.SimTasks.Names, lines.Select(line => line.Split(' ')[0]));
        Assert.All(lines, line => Assert.Matches(@"^\S+ +\d arms?(\+ecm)? +\d+ s  \S.*", line));
    }

    [Fact]
    public async Task Expert_OneAndTwoWorkers_SameHashAndAllKeys()
    {
        var (one, two) = (await ExpertAsync("1"), await ExpertAsync("2"));
        Assert.Equal("surgicalai/sim-expert/1", one.GetProperty("schema").GetString());
        Assert.Equal(one.GetProperty("state_hash").GetString(), two.GetProperty("state_hash").GetString());
        Assert.Equal(6, one.GetProperty("successes").GetInt32());
        string[] keys = ["task", "episodes", "success_rate", "ci95", "median_steps", "control_steps_per_second", "seed", "commit", "machine"];
        Assert.All(keys, key => Assert.True(one.TryGetProperty(key, out _), key));
    }

    [Fact]
    public async Task Soak_FewEpisodes_FindsNothingAndOneSeedPlaysAgain()
    {
        var soak = await ReportAsync("soak.json", "sim", "--soak", "--episodes", "10", "--episode-seconds", "0.2", "--seed", "5");
        Assert.Equal(0, soak.GetProperty("faults").GetArrayLength());
        var fast = await ReportAsync("fast.json", "sim", "--task", "needle-reach", "--fast", "--driver", "random", "--seed", "5", "--episodes", "1");
        Assert.Equal("random", fast.GetProperty("driver").GetString());
    }

    [Fact]
    public async Task Live_WithoutEgl_SaysWhichPackageAndRunsWithoutPictures()
    {
        using var blind = Surgicalai.StartWithoutEgl("sim", "--broker-port", "0", "--video-port", "0", "--seconds", "30");
        Assert.Equal(2, await blind.ExitAsync(Soon));
        Assert.Contains(blind.Errors, line => line.StartsWith("error: ", StringComparison.Ordinal) && line.Contains("libegl1"));

        using var robot = Surgicalai.StartWithoutEgl("sim", "--broker-port", "0", "--no-render", "--seconds", "0.5", "--record", Path.Combine(_folder.FullName, "live.scene"));
        Assert.Equal(0, await robot.ExitAsync(Soon));
        Assert.Contains(_folder.GetFiles(), file => file.Name == "live.scene" && file.Length > 1000);
    }

    [Fact]
    public async Task RealTime_TwoSeconds_ReportsMemoryAndDrift()
    {
        var report = await ReportAsync("endurance.json", "sim", "--real-time", "--seconds", "2", "--no-render");
        Assert.Equal("surgicalai/sim-endurance/1", report.GetProperty("schema").GetString());
        Assert.InRange(report.GetProperty("simulated_seconds").GetDouble(), 0.5, 2.5);
        Assert.True(report.GetProperty("samples").GetArrayLength() >= 3);
        Assert.Equal(0, report.GetProperty("faults").GetArrayLength());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<JsonElement> ExpertAsync(string workers) => ReportAsync(
        $"expert{workers}.json", "sim", "--task", "needle-reach", "--expert", "--episodes", "6", "--seed", "1", "--workers", workers);

    private async Task<JsonElement> ReportAsync(string file, params string[] args)
    {
        var json = Path.Combine(_folder.FullName, file);
        using var run = Surgicalai.Start([.. args, "--json", json]);
        Assert.True(await run.ExitAsync(Soon) == 0, string.Join('\n', run.Errors));
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        return report.RootElement.Clone();
    }
}
