using System.Buffers.Text;
using System.Text;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Vision.Sources;

/// <summary>
/// Parts of a <c>multipart/x-mixed-replace</c> body (RFC 2046), with or without Content-Length. Blocks; throws
/// <see cref="IOException"/> when the stream breaks or is not multipart.
/// </summary>
internal sealed class MultipartReader(Stream stream, string boundary, TimeProvider time)
{
    private const int LargestPart = 64 * 1024 * 1024;
    private const int LongestLine = 8 * 1024;

    // Some servers repeat the two dashes in the parameter.
    private readonly byte[] _delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary.TrimStart('-'));
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _atHeaders;

    /// <summary>Reads the next part.</summary>
    /// <returns>False at the stream's closing delimiter.</returns>
    public bool Read(MjpegPart part)
    {
        part.Clear();
        if (!_atHeaders && !SkipToDelimiter())
        {
            return false;
        }

        _atHeaders = false;
        var length = ReadHeaders(part);
        part.ArrivedNs = time.NowNs();
        if (length > LargestPart)
        {
            throw new IOException("a picture is larger than 64 MiB");
        }

        if (length >= 0)
        {
            ReadExactly(part.Extend(length));
        }
        else
        {
            ReadToDelimiter(part);
        }

        return true;
    }

    private bool SkipToDelimiter()
    {
        var mark = _delimiter.AsSpan(2);
        while (true)
        {
            var line = ReadLine();
            if (line.StartsWith(mark))
            {
                return !line[mark.Length..].StartsWith("--"u8);
            }
        }
    }

    private int ReadHeaders(MjpegPart part)
    {
        var length = -1;
        for (var line = ReadLine(); line.Length > 0; line = ReadLine())
        {
            var colon = line.IndexOf((byte)':');
            if (colon > 0 && Utf8Parser.TryParse(line[(colon + 1)..].Trim((byte)' '), out long value, out _) && value >= 0)
            {
                Take(part, line[..colon], value, ref length);
            }
        }

        return length;
    }

    private static void Take(MjpegPart part, ReadOnlySpan<byte> name, long value, ref int length)
    {
        if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
        {
            length = (int)Math.Min(value, int.MaxValue);
        }
        else if (Ascii.EqualsIgnoreCase(name, "X-Origin-Ns"u8))
        {
            part.OriginNs = value;
        }
        else if (Ascii.EqualsIgnoreCase(name, "X-Sequence"u8))
        {
            part.Sequence = (int)(value & int.MaxValue);
        }
    }

    // Without a length the delimiter ends the part; the line after it belongs to the next part.
    private void ReadToDelimiter(MjpegPart part)
    {
        while (true)
        {
            part.Extend(1)[0] = ReadByte();
            if (part.Bytes[^1] == _delimiter[^1] && part.Bytes.EndsWith(_delimiter))
            {
                part.Shorten(_delimiter.Length);
                _atHeaders = !ReadLine().StartsWith("--"u8);
                return;
            }

            if (part.Length > LargestPart)
            {
                throw new IOException("a picture is larger than 64 MiB");
            }
        }
    }

    // The line stays valid until the next read.
    private ReadOnlySpan<byte> ReadLine()
    {
        int at;
        while ((at = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0)
        {
            if (_end - _start > LongestLine)
            {
                throw new IOException("the stream is not multipart");
            }

            Fill();
        }

        var line = _buffer.AsSpan(_start, at);
        _start += at + 1;
        return line.TrimEnd((byte)'\r');
    }

    private byte ReadByte()
    {
        if (_start == _end)
        {
            Fill();
        }

        return _buffer[_start++];
    }

    private void ReadExactly(Span<byte> into)
    {
        var have = Math.Min(into.Length, _end - _start);
        _buffer.AsSpan(_start, have).CopyTo(into);
        _start += have;
        stream.ReadExactly(into[have..]);
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read > 0 ? read : throw new EndOfStreamException("the stream ended");
    }
}
