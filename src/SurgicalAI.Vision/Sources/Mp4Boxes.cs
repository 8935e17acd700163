using System.Buffers.Binary;

namespace SurgicalAI.Vision.Sources;

/// <summary>What a file looks like as MP4.</summary>
internal enum Mp4State
{
    /// <summary>Not MP4 at all.</summary>
    Other = 0,

    /// <summary>MP4 without its index.</summary>
    NoIndex,

    /// <summary>MP4 with its index.</summary>
    Whole,
}

/// <summary>Walks the top-level boxes of an MP4 file (ISO/IEC 14496-12: 32-bit size, type, 64-bit size where the first is 1).</summary>
internal static class Mp4Boxes
{
    /// <summary>Looks at box headers only.</summary>
    public static Mp4State Look(Stream file)
    {
        var state = Mp4State.Other;
        Span<byte> header = stackalloc byte[16];
        while (file.ReadAtLeast(header[..8], 8, throwOnEndOfStream: false) == 8)
        {
            var type = header[4..8];
            if (state == Mp4State.Other && !type.SequenceEqual("ftyp"u8))
            {
                return Mp4State.Other;
            }

            state = type.SequenceEqual("moov"u8) ? Mp4State.Whole : state == Mp4State.Other ? Mp4State.NoIndex : state;
            if (!Skip(file, header))
            {
                break;
            }
        }

        return state;
    }

    private static bool Skip(Stream file, Span<byte> header)
    {
        var start = file.Position - 8;
        long size = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (size == 1 && file.ReadAtLeast(header[8..], 8, throwOnEndOfStream: false) == 8)
        {
            size = BinaryPrimitives.ReadInt64BigEndian(header[8..]);
        }

        if (size < 8 || size > file.Length - start)
        {
            return false;
        }

        file.Position = start + size;
        return true;
    }
}
