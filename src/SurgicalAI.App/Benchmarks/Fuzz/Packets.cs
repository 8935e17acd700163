using System.Text;

namespace SurgicalAI.App.Benchmarks.Fuzz;

/// <summary>Packets of MQTT 5 as bytes, right in their frame and free in their content.</summary>
internal static class Packets
{
    /// <summary>PUBLISH.</summary>
    /// <param name="topic">Topic as bytes, right or wrong UTF-8.</param>
    /// <param name="payload">Content.</param>
    /// <param name="flags">QoS, retain and repetition bits.</param>
    public static byte[] Publish(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, byte flags)
    {
        byte[] identifier = (flags & 6) != 0 ? [0, 7] : [];
        return Frame((byte)(0x30 | flags), [(byte)(topic.Length >> 8), (byte)topic.Length, .. topic, .. identifier, 0, .. payload]);
    }

    /// <summary>SUBSCRIBE to one filter.</summary>
    public static byte[] Subscribe(string filter)
    {
        var name = Encoding.UTF8.GetBytes(filter);
        return Frame(0x82, [0, 9, 0, (byte)(name.Length >> 8), (byte)name.Length, .. name, 1]);
    }

    /// <summary>A packet around a body.</summary>
    public static byte[] Frame(byte type, ReadOnlySpan<byte> body) => [type, .. Length(body.Length), .. body];

    /// <summary>A length in MQTT's one to four bytes.</summary>
    public static byte[] Length(int length)
    {
        var bytes = new List<byte>(4);
        for (var rest = length; ;)
        {
            var piece = (byte)(rest & 127);
            rest >>= 7;
            bytes.Add(rest > 0 ? (byte)(piece | 128) : piece);
            if (rest == 0)
            {
                return [.. bytes];
            }
        }
    }
}
