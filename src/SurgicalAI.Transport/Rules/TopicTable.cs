using System.Collections.Concurrent;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Transport.Rules;

/// <summary>The subscriptions of one bus, by topic suffix.</summary>
internal sealed class TopicTable(string root, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TopicEntry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _fullNames = new(StringComparer.Ordinal);

    public DropCounts Dropped { get; } = new();

    /// <summary>Full names of all subscribed topics.</summary>
    public IEnumerable<string> FullNames => _entries.Keys;

    /// <summary>Full name of a topic: root and suffix.</summary>
    public string FullName(string suffix) =>
        _fullNames.TryGetValue(suffix, out var name) ? name : _fullNames[suffix] = root + suffix;

    /// <summary>Adds a handler.</summary>
    /// <param name="topic">Topic.</param>
    /// <param name="handler">Called for each accepted message.</param>
    /// <param name="isFirst">True when nobody had subscribed this topic before.</param>
    public IDisposable Add<T>(Topic<T> topic, Action<T> handler, out bool isFirst)
        where T : notnull
    {
        var fresh = new TopicEntry<T>(topic.Delivery);
        var entry = (TopicEntry<T>)_entries.GetOrAdd(FullName(topic.Suffix), fresh);
        isFirst = ReferenceEquals(entry, fresh);
        entry.Add(handler);
        return new Removal<T>(entry, handler);
    }

    /// <summary>Takes in what arrived under a full name; others' topics are ignored.</summary>
    /// <param name="fullName">Full topic name.</param>
    /// <param name="payload">Encoded message.</param>
    /// <param name="retained">True out of the broker's store.</param>
    /// <param name="accepted">Told the header of an accepted message before its handlers are.</param>
    public void Receive(string fullName, ReadOnlySpan<byte> payload, bool retained, Action<Header>? accepted = null)
    {
        if (_entries.TryGetValue(fullName, out var entry))
        {
            entry.Receive(payload, retained, time.NowNs(), Dropped, accepted);
        }
    }

    private sealed class Removal<T>(TopicEntry<T> entry, Action<T> handler) : IDisposable
        where T : notnull
    {
        private int _done;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _done, 1) == 0)
            {
                entry.Remove(handler);
            }
        }
    }
}
