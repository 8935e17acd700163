using System.Text.Json.Serialization;
using SurgicalAI.App.Evaluation;
using SurgicalAI.Pipeline.Reports;

namespace SurgicalAI.App.Reports;

/// <summary>Result of <c>bench faults</c>; keys as in docs/reports.md.</summary>
internal sealed record BenchFaultsReport(
    IReadOnlyList<FaultFigure> Faults, string Task, double TickMs, ulong Seed, string Commit, IReadOnlyList<ModelFigure> Models, string Device, string Machine)
{
    /// <summary>Name of this layout.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = "surgicalai/bench-faults/1";
}

/// <summary>What became of one injection.</summary>
/// <param name="SafeMs">Time until the arm stood and followed nothing; null when it went on, on good advice.</param>
/// <param name="Overshoots">Limits passed.</param>
/// <param name="FollowedAfterLossMs">Longest time after the end of the right to move at which it still followed something.</param>
/// <param name="MovedAfterLossMs">The same for any motion, braking included.</param>
/// <param name="TravelAfterLossMm">Longest way of the tool in that time.</param>
/// <param name="Resumed">Whether it moved again, once stopped, before accept was let go and pressed anew.</param>
/// <param name="Reason">What the arm said at the end.</param>
internal sealed record InjectionFigure(double? SafeMs, long Overshoots, double FollowedAfterLossMs, double MovedAfterLossMs, double TravelAfterLossMm, bool Resumed, string Reason);

/// <summary>What became of one fault.</summary>
internal sealed record FaultFigure(
    string Name,
    int Injections,
    int Stopped,
    SafeTime? TimeToSafeMs,
    long LimitOvershoots,
    double MotionAfterLossMsMax,
    double FollowedAfterLossMsMax,
    double TravelAfterLossMmMax,
    int RecoveredWithoutRearm,
    IReadOnlyList<string> Reasons)
{
    /// <summary>Sums injections up.</summary>
    public static FaultFigure Of(string name, IReadOnlyList<InjectionFigure> seen)
    {
        var safe = seen.Where(s => s.SafeMs is not null).Select(s => s.SafeMs!.Value).ToArray();
        return new(
            name,
            seen.Count,
            safe.Length,
            safe.Length == 0 ? null : new(Median.Of(safe)!.Value, safe.Max()),
            seen.Sum(s => s.Overshoots),
            seen.Max(s => s.MovedAfterLossMs),
            seen.Max(s => s.FollowedAfterLossMs),
            seen.Max(s => s.TravelAfterLossMm),
            seen.Count(s => s.Resumed),
            [.. seen.Select(s => s.Reason).Where(r => r.Length > 0).Distinct().Order(StringComparer.Ordinal)]);
    }
}

/// <summary>Time until the arm is safe, over the injections that stopped it.</summary>
internal sealed record SafeTime(double Median, double Max);
