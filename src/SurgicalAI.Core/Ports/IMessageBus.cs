using SurgicalAI.Core.Messages;

namespace SurgicalAI.Core.Ports;

/// <summary>Connection of one participant to the topics of one arm.</summary>
public interface IMessageBus : IAsyncDisposable
{
    /// <summary>Identity of this participant's run; goes into every header it sends.</summary>
    string Session { get; }

    /// <summary>True while the broker is reached.</summary>
    bool IsConnected { get; }

    /// <summary>Raised with true after every (re)connection, and with false when the broker is lost. On the transport's thread.</summary>
    event Action<bool>? ConnectionChanged;

    /// <summary>Messages that could not be sent or were refused on arrival, by reason.</summary>
    IReadOnlyDictionary<string, long> Dropped { get; }

    /// <summary>Sends without waiting; while the broker is lost the message is dropped and counted.</summary>
    void Publish<T>(Topic<T> topic, in T message)
        where T : notnull;

    /// <summary>Calls back for each accepted message, on the transport's thread, in order per topic; the callback must be short.</summary>
    /// <returns>Disposing it ends the calls.</returns>
    IDisposable Subscribe<T>(Topic<T> topic, Action<T> handler)
        where T : notnull;
}
