using System.CommandLine;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim --list</c>: the tasks, each with one line.</summary>
internal static class ListMode
{
    public static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        foreach (var task in SimTasks.All())
        {
            Console.WriteLine($"{task.Name,-18} {Arms(task.Rig),-9} {task.TimeLimitS,4:F0} s  {task.Summary}");
        }

        return Task.FromResult(0);
    }

    private static string Arms(TaskRig rig) =>
        (rig.Arms.Length == 1 ? "1 arm" : $"{rig.Arms.Length} arms") + (rig.DrivesEndoscope ? "+ecm" : "");
}
