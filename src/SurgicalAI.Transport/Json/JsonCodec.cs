using System.Text.Json;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Json;

/// <summary>Writes and reads one kind of message; no reflection, and no allocation beyond the message itself.</summary>
internal abstract class JsonCodec<T>
{
    /// <summary>Writes the message as one object.</summary>
    public abstract void Write(Utf8JsonWriter w, in T message);

    /// <summary>Reads one object; the reader stands on its start and is left on its end.</summary>
    /// <exception cref="WireException">It is not the message.</exception>
    public abstract T Read(ref Utf8JsonReader r);

    /// <summary>Header of a message.</summary>
    public abstract Header HeaderOf(in T message);

    /// <summary>Unix time after which the message must not be used, nanoseconds; 0 when it carries none.</summary>
    public virtual long ExpiresNs(in T message) => 0;
}
