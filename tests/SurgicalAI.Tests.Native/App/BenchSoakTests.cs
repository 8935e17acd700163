using System.Text.Json;
using System.Xml.Linq;
using SurgicalAI.App.Reports;

namespace SurgicalAI.Tests.Native.App;

public sealed class BenchSoakTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("surgicalai-");

    [Fact]
    public async Task Run_SixtyFrames_TenSectionsThatCoverThem()
    {
        var (json, plot) = (Path.Combine(_folder.FullName, "soak.json"), Path.Combine(_folder.FullName, "soak.svg"));
        using var run = Surgicalai.Start("bench", "soak", "--frames", "60", "--size", "320x192", "--json", json, "--plot", plot);
        Assert.Equal(0, await run.ExitAsync(TimeSpan.FromSeconds(120)));

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        var root = report.RootElement;
        Assert.Equal("surgicalai/bench-soak/1", root.GetProperty("schema").GetString());
        var sections = root.GetProperty("sections").EnumerateArray().ToArray();
        Assert.Equal(10, sections.Length);
        Assert.InRange(root.GetProperty("frames").GetInt64(), 60, 120);
        Assert.Equal(root.GetProperty("frames").GetInt64(), sections[^1].GetProperty("frames").GetInt64());
        // Advice is withheld while the robot is not ready, so a section may have fewer times than frames; together they have some.
        Assert.InRange(sections.Sum(s => s.GetProperty("capture_to_suggestion_ms").GetProperty("count").GetInt64()), 1, 120);
        Assert.All(sections, s => Assert.True(s.GetProperty("managed_mb").GetDouble() > 0 && s.GetProperty("native_mb").GetDouble() > 0 && s.GetProperty("handles").GetInt32() > 0));
        Assert.NotEmpty(XDocument.Load(plot).Descendants());
    }

    [Fact]
    public void Growth_LastBesideFirst_InShares()
    {
        static SoakSection Section(double memory, int handles, double p999) => new(1, new(1, 1, 1, 1, p999, p999, 0), memory, 2 * memory, handles, 9);
        var growth = SoakGrowth.Of([Section(100, 40, 50), Section(300, 99, 500), Section(102, 41, 45)]);
        Assert.Equal((0.02, 0.02, 1, -0.1), (Math.Round(growth.Managed, 9), Math.Round(growth.Native, 9), growth.Handles, Math.Round(growth.P999, 9)));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
