namespace SurgicalAI.Vision.Sources;

/// <summary>One part of a multipart stream; the buffer grows to the largest picture and is used again.</summary>
internal sealed class MjpegPart
{
    /// <summary>JPEG bytes; only the first <see cref="Length"/> count.</summary>
    public byte[] Buffer { get; private set; } = new byte[256 * 1024];

    /// <summary>Number of valid bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Capture time from the sender, Unix nanoseconds; 0 when it gave none.</summary>
    public long OriginNs { get; set; }

    /// <summary>Number of the picture from the sender; -1 when it gave none.</summary>
    public int Sequence { get; set; }

    /// <summary>When its header arrived, Unix nanoseconds.</summary>
    public long ArrivedNs { get; set; }

    /// <summary>Number of the part within its connection, from 0.</summary>
    public int Number { get; set; }

    /// <summary>The picture.</summary>
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    /// <summary>Forgets the last picture.</summary>
    public void Clear() => (Length, OriginNs, Sequence) = (0, 0, -1);

    /// <summary>Room for a number of further bytes, which count from now on.</summary>
    public Span<byte> Extend(int bytes)
    {
        if (Buffer.Length < Length + bytes)
        {
            var larger = new byte[Math.Max(Buffer.Length * 2, Length + bytes)];
            Bytes.CopyTo(larger);
            Buffer = larger;
        }

        Length += bytes;
        return Buffer.AsSpan(Length - bytes, bytes);
    }

    /// <summary>Drops the last bytes.</summary>
    public void Shorten(int bytes) => Length -= bytes;
}
