using SurgicalAI.App.Faults;

namespace SurgicalAI.App.Benchmarks.Faults;

/// <summary>A fault that the bench injects.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="Begin">Lets it happen.</param>
/// <param name="End">Ends it.</param>
internal sealed record FaultCase(string Name, Action<FaultStage> Begin, Action<FaultStage> End)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        .. Enum.GetValues<FaultKind>().Select(Of),
        new("operator-gone", stage => stage.Operator.IsThere = false, stage => stage.Operator.IsThere = true),
        new("two-operators", stage => stage.Intruder.IsOn = true, stage => stage.Intruder.IsOn = false),
    ];

    private static FaultCase Of(FaultKind kind) => new(FaultSpec.NameOf(kind), stage => stage.Rig.Board.Begin(kind), stage => stage.Rig.Board.End(kind));
}
