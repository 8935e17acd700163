using System.Buffers.Binary;
using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Files;

/// <summary>
/// What PNG and JPEG files say of themselves. Decoders are forgiving: OpenCV fills the missing part of a truncated picture with grey, which
/// would pass for tissue. So completeness is checked here: every chunk of a PNG with its checksum, the end marker of a JPEG.
/// </summary>
internal static class ImageStructure
{
    private static readonly uint[] Crc = MakeTable();

    /// <summary>Why the bytes are not a whole picture; null when they are, or when the form is neither PNG nor JPEG.</summary>
    public static string? Problem(ReadOnlySpan<byte> file) => true switch
    {
        _ when file.IsEmpty => "it is empty",
        _ when IsPng(file) => PngProblem(file),
        _ when IsJpeg(file) => JpegSize(file) is null ? "its header is broken" : JpegEndProblem(file),
        _ => null,
    };

    /// <summary>Size that the header states; null when the form is neither PNG nor JPEG.</summary>
    public static Size? SizeOf(ReadOnlySpan<byte> file) => true switch
    {
        _ when IsPng(file) && file.Length >= 24 => new(BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..])),
        _ when IsJpeg(file) => JpegSize(file),
        _ => null,
    };

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    private static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(PngSignature);

    private static bool IsJpeg(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]);

    // A chunk is: length of the data, type, data, checksum over type and data.
    private static string? PngProblem(ReadOnlySpan<byte> file)
    {
        for (var at = PngSignature.Length; ;)
        {
            if (file.Length - at < 12 || BinaryPrimitives.ReadUInt32BigEndian(file[at..]) > (uint)(file.Length - at - 12))
            {
                return "it is cut off";
            }

            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var body = file.Slice(at + 4, length + 4);
            if (Checksum(body) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + length)..]))
            {
                return "a checksum in it is wrong";
            }

            if (body.StartsWith("IEND"u8))
            {
                return null;
            }

            at += 12 + length;
        }
    }

    // Some cameras pad with zeros after the end marker.
    private static string? JpegEndProblem(ReadOnlySpan<byte> file) => file.TrimEnd((byte)0).EndsWith((ReadOnlySpan<byte>)[0xff, 0xd9]) ? null : "it is cut off";

    private static Size? JpegSize(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 < file.Length && file[at] == 0xff;)
        {
            var marker = file[at + 1];
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return new(BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            at += marker == 0xff ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = Crc[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            table[n] = n;
            for (var bit = 0; bit < 8; bit++)
            {
                table[n] = (table[n] & 1) == 0 ? table[n] >> 1 : 0xedb88320u ^ (table[n] >> 1);
            }
        }

        return table;
    }
}
