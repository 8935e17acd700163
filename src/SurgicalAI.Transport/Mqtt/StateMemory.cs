using System.Buffers;

namespace SurgicalAI.Transport.Mqtt;

/// <summary>The last payload of each state topic, said again at every connection. Keeping one allocates nothing once its buffer fits. Not thread-safe.</summary>
internal sealed class StateMemory
{
    private readonly Dictionary<Envelope, (byte[] Bytes, int Length)> _last = [];

    public void Set(Envelope topic, ReadOnlySpan<byte> payload)
    {
        var bytes = _last.TryGetValue(topic, out var slot) && slot.Bytes.Length >= payload.Length ? slot.Bytes : new byte[payload.Length * 2];
        payload.CopyTo(bytes);
        _last[topic] = (bytes, payload.Length);
    }

    /// <summary>Rented copies of all; whoever takes them returns them.</summary>
    public List<(Envelope Topic, ArraySegment<byte> Rented)> Copies()
    {
        var copies = new List<(Envelope, ArraySegment<byte>)>(_last.Count);
        foreach (var (topic, (bytes, length)) in _last)
        {
            var rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
            bytes.AsSpan(0, length).CopyTo(rented);
            copies.Add((topic, new(rented, 0, length)));
        }

        return copies;
    }
}
