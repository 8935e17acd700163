using System.Net;
using System.Text;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;

namespace SurgicalAI.Transport.Mqtt.Broker;

/// <summary>
/// Says which client did wrong: one line a second at most, and the next one tells how many were left out. What a client chose
/// itself (its identity, a topic) is cut and cleared of control characters, and nothing of a payload or a key is ever in a line.
/// </summary>
internal sealed class ClientLog(Action<string>? write, TimeProvider time) : IMqttNetLogger
{
    private const int LongestWord = 80;
    private readonly Lock _lock = new();
    private long _nextTicks = long.MinValue;
    private long _leftOut;

    /// <inheritdoc/>
    public bool IsEnabled => true;

    /// <summary>Lines that were due, said or left out.</summary>
    public long Count { get; private set; }

    /// <summary>One client's fault.</summary>
    /// <param name="client">Its identity, address, or both.</param>
    /// <param name="fault">What it did, as words of ours.</param>
    public void Say(string client, string fault)
    {
        lock (_lock)
        {
            Count++;
            var now = time.GetTimestamp();
            if (now < _nextTicks)
            {
                _leftOut++;
                return;
            }

            _nextTicks = now + time.TimestampFrequency;
            write?.Invoke($"broker: client {Clean(client)}: {fault}{(_leftOut > 0 ? $" (and {_leftOut} more)" : "")}");
            _leftOut = 0;
        }
    }

    /// <summary>A word that a client chose, fit for a line.</summary>
    public static string Clean(string word)
    {
        var text = new StringBuilder(LongestWord);
        foreach (var letter in word.AsSpan(0, Math.Min(word.Length, LongestWord)))
        {
            text.Append(char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter);
        }

        return text.Append(word.Length > LongestWord ? "..." : "").ToString();
    }

    // MQTTnet calls a client by its address until it has said who it is.
    private static string NameOf(string client) => IPEndPoint.TryParse(client, out _) ? $"at {client}" : client;

    // Of MQTTnet's own lines the warnings and errors about a client count: packets that cannot be read. Its first parameter is the client.
    void IMqttNetLogger.Publish(MqttNetLogLevel level, string source, string message, object[] parameters, Exception exception)
    {
        if (level < MqttNetLogLevel.Warning)
        {
            return;
        }

        var client = message.StartsWith("Client '{0}'", StringComparison.Ordinal) && parameters?.Length > 0 ? NameOf($"{parameters[0]}") : "unnamed";
        Say(client, exception is null or MqttProtocolViolationException ? "broke the protocol" : $"its connection ended in an error ({exception.GetType().Name})");
    }
}
