using System.Buffers;
using System.Text.Json;
using SurgicalAI.Core.Messages;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Transport.Json;

/// <summary>The wire format: JSON with CRTK's words, SI units; described in <c>docs/asyncapi.yaml</c>. Hot path.</summary>
/// <remarks>
/// Rotations travel as unit quaternions (x, y, z, w with w at least 0) and are normalised on arrival; a norm that is off by
/// more than one thousandth is refused. Doubles are written in their shortest form that reads back to the same bits.
/// </remarks>
public static class MessageCodec
{
    /// <summary>Longest message accepted, bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    /// <summary>Writes a message.</summary>
    /// <typeparam name="T">One of the message types of <see cref="Topics"/>.</typeparam>
    /// <exception cref="ArgumentException">A number is NaN or infinite; JSON has no word for it.</exception>
    /// <exception cref="NotSupportedException">The type is no message of the wire.</exception>
    public static void Encode<T>(in T message, IBufferWriter<byte> destination)
        where T : notnull
    {
        // Validation is skipped because the codecs write fixed shapes that the tests check; numbers are still checked.
        var writer = s_writer ??= new Utf8JsonWriter(Stream.Null, new() { SkipValidation = true });
        writer.Reset(destination);
        Codecs.For<T>().Write(writer, message);
        writer.Flush();
    }

    /// <summary>Reads a message.</summary>
    /// <typeparam name="T">One of the message types of <see cref="Topics"/>.</typeparam>
    /// <returns>The message, or <see cref="FaultCode.Malformed"/>, <see cref="FaultCode.NotFinite"/> or <see cref="FaultCode.WrongTarget"/>.</returns>
    public static Outcome<T> Decode<T>(ReadOnlySpan<byte> json)
        where T : notnull
    {
        if (json.Length > MaxBytes)
        {
            return new Fault(FaultCode.Malformed, "Message longer than 64 KiB.");
        }

        try
        {
            return ReadWhole<T>(json);
        }
        catch (WireException e)
        {
            return new Fault(e.Code, e.Message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            return new Fault(FaultCode.Malformed, e.Message);
        }
    }

    private static T ReadWhole<T>(ReadOnlySpan<byte> json)
        where T : notnull
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var message = Codecs.For<T>().Read(ref reader);
        return reader.Read() ? throw WireException.Malformed("More than one value.") : message;
    }
}
