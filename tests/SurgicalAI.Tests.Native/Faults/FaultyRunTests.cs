using System.Text.Json;
using SurgicalAI.Tests.Native.App;

namespace SurgicalAI.Tests.Native.Faults;

/// <summary>The whole engine with something going wrong.</summary>
public sealed class FaultyRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("surgicalai-");

    [Fact]
    public async Task Demo_FrozenPictures_NoAdviceFromThem()
    {
        var report = await RunAsync(0, "frozen-frames@2+30");
        Assert.True(report.GetProperty("faults").GetProperty("withheld").GetProperty("PictureFrozen").GetInt64() > 0, report.ToString());
    }

    [Fact]
    public async Task Demo_PolicySaysNan_NothingOfItLeavesTheEngine()
    {
        var report = await RunAsync(0, "model-nan@0+30");
        Assert.True(report.GetProperty("faults").GetProperty("bus").GetProperty("not_finite").GetInt64() > 0, report.ToString());
        Assert.Equal(0, report.GetProperty("gate").GetProperty("cleared").GetInt64() + report.GetProperty("gate").GetProperty("clamped").GetInt64());
    }

    [Fact]
    public async Task Demo_DeviceLost_OneLineAndTheReport()
    {
        var json = Path.Combine(_folder.FullName, "run.json");
        using var run = Surgicalai.Start("demo", "--headless", "--seconds", "30", "--broker-port", "0", "--json", json, "--fault", "device-loss@1+30");
        await run.SaysAsync("the device is lost", TimeSpan.FromSeconds(60));
        Assert.Equal(1, await run.ExitAsync(TimeSpan.FromSeconds(60)));
        Assert.True(File.Exists(json));
    }

    [Fact]
    public async Task BenchFaults_TwoOfThem_NothingPassesALimitFollowsOnOrComesBackByItself()
    {
        var json = Path.Combine(_folder.FullName, "faults.json");
        using var run = Surgicalai.Start("bench", "faults", "--injections", "1", "--only", "model-stall", "--only", "operator-gone", "--json", json);
        Assert.Equal(0, await run.ExitAsync(TimeSpan.FromSeconds(120)));
        var faults = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement.GetProperty("faults");
        Assert.Equal(2, faults.GetArrayLength());
        Assert.All(faults.EnumerateArray(), fault =>
        {
            Assert.Equal(1, fault.GetProperty("stopped").GetInt32());
            Assert.True(fault.GetProperty("time_to_safe_ms").GetProperty("max").GetDouble() > 0);
            Assert.Equal(0, fault.GetProperty("limit_overshoots").GetInt64());
            Assert.Equal(0, fault.GetProperty("recovered_without_rearm").GetInt32());
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<JsonElement> RunAsync(int code, string fault)
    {
        var json = Path.Combine(_folder.FullName, "run.json");
        using var run = Surgicalai.Start("demo", "--headless", "--seconds", "6", "--seed", "7", "--broker-port", "0", "--json", json, "--fault", fault);
        Assert.Equal(code, await run.ExitAsync(TimeSpan.FromSeconds(90)));
        return JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).RootElement;
    }
}
