using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SurgicalAI.Tests;

/// <summary>Holds the house together: which room may know which, and where files live.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Every room and whom it may reference; docs/adr says why.</summary>
    private static readonly Dictionary<string, string[]> s_arrows = new()
    {
        ["SurgicalAI.Core"] = [],
        ["SurgicalAI.Control"] = ["SurgicalAI.Core"],
        ["SurgicalAI.Inference"] = ["SurgicalAI.Core"],
        ["SurgicalAI.Vision"] = ["SurgicalAI.Core", "SurgicalAI.Inference"],
        ["SurgicalAI.Skills"] = ["SurgicalAI.Core", "SurgicalAI.Inference"],
        ["SurgicalAI.Learning"] = ["SurgicalAI.Core", "SurgicalAI.Vision", "SurgicalAI.Skills"],
        ["SurgicalAI.Pipeline"] = ["SurgicalAI.Core"],
        ["SurgicalAI.Transport"] = ["SurgicalAI.Core"],
        ["SurgicalAI.Sim"] = ["SurgicalAI.Core", "SurgicalAI.Control"],
    };

    /// <summary>Wiring, measuring and testing may know every room; no room may know them.</summary>
    private static readonly string[] s_leaves = ["SurgicalAI.App", "SurgicalAI.Bench", "SurgicalAI.Tests", "SurgicalAI.Tests.Native"];

    private static readonly string s_root = FindRoot();

    [Fact]
    public void Arrows_OfEveryProject_AreThoseOfTheHouse()
    {
        var projects = Projects().ToDictionary(path => Path.GetFileNameWithoutExtension(path), References);
        Assert.Equal(s_arrows.Keys.Concat(s_leaves).Order(), projects.Keys.Order());
        foreach (var (room, allowed) in s_arrows)
        {
            Assert.True(projects[room].All(allowed.Contains), $"{room} -> {string.Join(", ", projects[room].Except(allowed))}");
        }

        Assert.All(projects, project => Assert.DoesNotContain("SurgicalAI.Bench", project.Value));
        Assert.All(projects, project => Assert.DoesNotContain("SurgicalAI.Tests", project.Value));
    }

    [Theory]
    [InlineData("SurgicalAI.Core")]
    [InlineData("SurgicalAI.Control")]
    public void Contracts_AndControl_HaveNoPackage(string room)
    {
        var project = XDocument.Load(Path.Combine(s_root, "src", room, room + ".csproj"));
        Assert.Empty(project.Descendants("PackageReference"));
        var assembly = Assembly.Load(room);
        Assert.All(
            assembly.GetReferencedAssemblies(),
            name => Assert.True(
                name.Name!.StartsWith("System", StringComparison.Ordinal) || (room != "SurgicalAI.Core" && name.Name == "SurgicalAI.Core"),
                $"{room} references {name.Name}"));
    }

    [Fact]
    public void Versions_OfPackages_AreGivenOnceForAll() =>
        Assert.All(Projects(), path => Assert.All(XDocument.Load(path).Descendants("PackageReference"), p => Assert.Null(p.Attribute("Version"))));

    [Fact]
    public void Namespace_OfEveryFile_IsItsFolder()
    {
        var wrong = new List<string>();
        foreach (var path in Projects().Where(p => !p.Contains("Tests", StringComparison.Ordinal)).SelectMany(SourcesBeside))
        {
            var stated = Regex.Match(File.ReadAllText(path), @"^namespace\s+([\w.]+)", RegexOptions.Multiline);
            if (stated.Success && stated.Groups[1].Value != Expected(path))
            {
                wrong.Add($"{Path.GetRelativePath(s_root, path)}: {stated.Groups[1].Value}");
            }
        }

        Assert.Empty(wrong);
    }

    private static string Expected(string path)
    {
        var folders = Path.GetRelativePath(s_root, Path.GetDirectoryName(path)!).Split(Path.DirectorySeparatorChar);

        // A namespace that ends in Console would hide System.Console from all of App.
        return string.Join('.', folders[1..]).Replace("SurgicalAI.App.Console", "SurgicalAI.App.WebConsole", StringComparison.Ordinal);
    }

    private static IEnumerable<string> SourcesBeside(string project) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<string> Projects() =>
        new[] { "src", "sim", "bench", "tests" }
            .Select(folder => Path.Combine(s_root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories));

    private static string[] References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string?)r.Attribute("Include") ?? ""))];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SurgicalAI.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("SurgicalAI.sln was not found above the tests.");
    }
}
