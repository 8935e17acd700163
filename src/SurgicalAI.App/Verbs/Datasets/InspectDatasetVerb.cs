using System.CommandLine;
using SurgicalAI.App.Reports;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Datasets.Inspection;

namespace SurgicalAI.App.Verbs.Datasets;

/// <summary><c>dataset inspect</c>: what a set holds; reads every file and names each bad one.</summary>
internal static class InspectDatasetVerb
{
    private static readonly Argument<string> Set = DatasetVerb.Set();
    private static readonly Option<FileInfo?> Json = CommonOptions.Json();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("inspect", "Counts, sizes, labels, groups and leaks of a set; names each bad file, exit code 1 when there is one. Example: dataset inspect polypgen:data/polypgen --json inspect.json")
        {
            Set, Json,
        };
        command.SetAction((parsed, cancellation) => DatasetVerb.Run(() => Inspect(parsed, cancellation)));
        return command;
    }

    private static int Inspect(ParseResult parsed, CancellationToken cancellation)
    {
        var source = parsed.GetRequiredValue(Set);
        using var set = FrameSets.Open(source);
        var progress = new Progress("inspect", set.Frames.Count);
        var found = DatasetInspection.Run(set, () => progress.Step(), cancellation);
        Print(found);
        if (parsed.GetValue(Json) is { } file)
        {
            ReportFile.Write(file, new DatasetInspectReport(source, found));
        }

        return found.Bad.Count > 0 ? CommandLine.Failed : 0;
    }

    private static void Print(DatasetInspection found)
    {
        Console.WriteLine($"{found.Dataset}: {found.Frames} frames, {found.Labelled} labelled, {found.Groups.Count} groups");
        PrintSome(found.Sizes.Select(size => $"size   {size.WidthPx}x{size.HeightPx}: {size.Frames} frames"), "sizes");
        PrintSome(found.Groups.Select(group => $"group  {group.Group}: {group.Frames} frames {string.Join(", ", group.Splits)}".TrimEnd()), "groups");
        foreach (var label in found.Labels)
        {
            Console.WriteLine($"label  {label.Id,3} {label.Name,-22} {label.Kind,-10} {100 * label.Share,7:F3} % of the labelled pixels, in {label.Frames} frames");
        }

        PrintSome(found.Duplicates.Select(names => $"twice  {string.Join(", ", names)}"), "duplicates");
        PrintSome(found.Placeholders.Select(names => $"screen {names.Count} frames of several groups are one picture, a placeholder to leave out: {names[0]} and others"), "placeholders");
        PrintSome(found.Leaks.Select(leak => $"leak   {leak}"), "leaks");
        foreach (var line in found.Bad)
        {
            Console.Error.WriteLine($"bad: {line}");
        }

        Console.WriteLine(found.Bad.Count == 0 ? "every file is good" : $"{found.Bad.Count} bad files");
    }

    private static void PrintSome(IEnumerable<string> lines, string what)
    {
        const int Most = 20;
        var all = lines.ToArray();
        foreach (var line in all.Take(Most))
        {
            Console.WriteLine(line);
        }

        if (all.Length > Most)
        {
            Console.WriteLine($"... {all.Length - Most} more {what}; --json has them all");
        }
    }
}
