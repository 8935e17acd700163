using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Tasks;

/// <summary>The tasks by name. A new task is one class and one line here.</summary>
public static class SimTasks
{
    private static readonly Func<SurgicalTask>[] Makers =
    [
        () => new NeedleReach(),
        () => new TissueRetraction(),
        () => new PegTransfer(),
        () => new BiPegTransfer(),
        () => new TissueDissection(),
        () => new EcmTrack(),
        () => new GauzeRetrieve(),
        () => new NeedlePick(),
        () => new NeedleRegrasp(),
        () => new RopeThread(),
    ];

    /// <summary>Known task names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Select(make => make().Name)];

    /// <summary>Makes every task once, for lists.</summary>
    public static IEnumerable<SurgicalTask> All() => Makers.Select(make => make());

    /// <summary>Makes a task.</summary>
    /// <exception cref="UserErrorException">No task has that name.</exception>
    public static SurgicalTask Create(string name)
    {
        for (var i = 0; i < Makers.Length; i++)
        {
            if (Names[i] == name)
            {
                return Makers[i]();
            }
        }

        throw new UserErrorException($"Unknown task '{name}'; known: {string.Join(", ", Names)}.");
    }
}
