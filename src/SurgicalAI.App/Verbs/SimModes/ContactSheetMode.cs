using System.CommandLine;
using SurgicalAI.App.Simulation;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim --contact-sheet FOLDER</c>: pictures of every task, both eyes and labels.</summary>
internal static class ContactSheetMode
{
    private const int WidthPx = 480;
    private const int HeightPx = 384;

    public static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = parsed.GetValue(SimArguments.ContactSheet)!;
        using var sheet = new ContactSheet();
        var progress = new Progress("contact sheet", SimTasks.Names.Count);
        foreach (var name in SimTasks.Names)
        {
            var options = SimArguments.Options(parsed, name) with { WidthPx = WidthPx, HeightPx = HeightPx };
            sheet.Add(TaskMoment.Of(options, parsed.GetRequiredValue(SimArguments.Seed), cancellation));
            progress.Step(name);
        }

        sheet.Save(folder.FullName);
        Console.WriteLine($"{SimTasks.Names.Count} tasks in {folder}");
        return Task.FromResult(0);
    }
}
