using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary>Prints what went wrong, and how to see it again.</summary>
internal static class FaultLines
{
    public static void Print(IReadOnlyList<SimFault> faults)
    {
        foreach (var fault in faults)
        {
            Console.WriteLine($"{fault.Task} seed {fault.Seed} at {fault.AtS:F3} s: {fault.What}");
        }

        if (faults.Count > 0)
        {
            Console.WriteLine($"Again: sim --task {faults[0].Task} --fast --driver random --seed {faults[0].Seed} --episodes 1");
        }
    }
}
