using SurgicalAI.Core.Messages;

namespace SurgicalAI.Control.Watch;

/// <summary>What the engine last said of its own health; advice of an engine that is not well is not followed.</summary>
internal sealed class EngineWord
{
    private HealthMessage? _last;

    /// <summary>Its reason; empty when it has none.</summary>
    public string Reason => _last?.Reason ?? "";

    public void Take(HealthMessage health) => _last = health;

    /// <summary>True when the engine of this session says that it is degraded or gone.</summary>
    public bool IsUnwell(string? session) =>
        _last is { State: not "ok" } word && session is not null && word.Header.Session == session;
}
