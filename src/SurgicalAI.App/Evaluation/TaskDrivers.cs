using SurgicalAI.Core.Outcomes;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Evaluation;

/// <summary>Who may drive a task without a controller, by name.</summary>
internal static class TaskDrivers
{
    /// <summary>Name of the task's own expert.</summary>
    public const string Expert = "expert";

    /// <summary>Name of aimless motions.</summary>
    public const string Random = "random";

    /// <summary>Name of standing still.</summary>
    public const string Hold = "hold";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Expert, Random, Hold];

    /// <summary>How to make a driver for a task.</summary>
    /// <exception cref="UserErrorException">There is none of that name.</exception>
    public static Func<SurgicalTask, TaskExpert> Of(string name) => name switch
    {
        Expert => task => task.MakeExpert(),
        Random => _ => new RandomExpert(),
        Hold => _ => new HoldExpert(),
        _ => throw new UserErrorException($"--driver '{name}' is not one of {string.Join(", ", Names)}."),
    };
}
