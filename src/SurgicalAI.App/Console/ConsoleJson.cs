using System.Text.Json;
using System.Text.Json.Serialization;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.WebConsole;

/// <summary>One event of <c>/events</c>.</summary>
internal sealed record ConsoleSnapshot(long NowNs, long StateNs, StopLatch Stop, ConsoleState? State);

internal sealed record StopRequest(string? Reason);

internal sealed record ResumeRequest(bool Deliberate);

internal sealed record ModeRequest([property: JsonRequired] ControlMode Mode);

/// <summary>A decision; page and number order the requests of one page, which may overtake each other on the way.</summary>
internal sealed record DecisionRequest(
    [property: JsonRequired] DecisionKind Kind, int Suggestion, string? Reason, [property: JsonRequired] string Page, long Number);

internal sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    IgnoreReadOnlyProperties = true,
    Converters = [
        typeof(SnakeCase<ControlMode>), typeof(SnakeCase<DecisionKind>), typeof(SnakeCase<CrtkState>),
        typeof(SnakeCase<StopPhase>), typeof(SnakeCase<ConfidenceWord>)])]
[JsonSerializable(typeof(ConsoleSnapshot))]
[JsonSerializable(typeof(StopRequest))]
[JsonSerializable(typeof(ResumeRequest))]
[JsonSerializable(typeof(ModeRequest))]
[JsonSerializable(typeof(DecisionRequest))]
internal sealed partial class ConsoleJson : JsonSerializerContext;
