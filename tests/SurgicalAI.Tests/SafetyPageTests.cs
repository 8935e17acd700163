using System.Text.RegularExpressions;

namespace SurgicalAI.Tests;

/// <summary>docs/safety.md traces each control to a test; a test that is gone or renamed must not stay in it.</summary>
public sealed partial class SafetyPageTests
{
    [Fact]
    public void EveryTestNamed_IsThere()
    {
        var root = Root();
        var sources = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories).ToLookup(file => Path.GetFileNameWithoutExtension(file));
        var named = TestName().Matches(File.ReadAllText(Path.Combine(root, "docs", "safety.md"))).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).ToArray();
        Assert.True(named.Length > 20, $"only {named.Length} tests are named");
        Assert.All(named, test => Assert.Contains(sources[test.Class], file => File.ReadAllText(file).Contains($" {test.Method}(", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryHazard_HasATest() => Assert.All(
        File.ReadLines(Path.Combine(Root(), "docs", "safety.md")).Where(line => Hazard().IsMatch(line)),
        line => Assert.Matches(TestName(), line.Split('|')[^2]));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SurgicalAI.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("SurgicalAI.sln is not above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("`(\\w+Tests)\\.(\\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex("^\\| \\d+ \\|")]
    private static partial Regex Hazard();
}
