using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.App.Faults;

/// <summary>The engine's connection, which can be made to say an old suggestion again and again.</summary>
/// <param name="inner">Connection; not disposed here.</param>
/// <param name="board">Which faults are in force.</param>
internal sealed class FaultyBus(IMessageBus inner, FaultBoard board) : IMessageBus
{
    private SuggestionMessage? _old;

    /// <inheritdoc/>
    public event Action<bool>? ConnectionChanged
    {
        add => inner.ConnectionChanged += value;
        remove => inner.ConnectionChanged -= value;
    }

    /// <inheritdoc/>
    public string Session => inner.Session;

    /// <inheritdoc/>
    public bool IsConnected => inner.IsConnected;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Dropped => inner.Dropped;

    /// <inheritdoc/>
    public void Publish<T>(Topic<T> topic, in T message)
        where T : notnull
    {
        if (message is not SuggestionMessage suggestion)
        {
            inner.Publish(topic, message);
            return;
        }

        _old = board.IsOn(FaultKind.StaleSuggestion) ? _old ?? suggestion : suggestion;
        inner.Publish(Topics.Suggestion, _old);
    }

    /// <inheritdoc/>
    public IDisposable Subscribe<T>(Topic<T> topic, Action<T> handler)
        where T : notnull => inner.Subscribe(topic, handler);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
