namespace SurgicalAI.Transport.Rules;

/// <summary>Why a message was not sent or not accepted; the order is that of <see cref="DropCounts"/>'s words.</summary>
internal enum DropReason
{
    /// <summary>Accepted.</summary>
    None = 0,

    /// <summary>Sending: the broker is not reached.</summary>
    NoBroker,

    /// <summary>Sending: the queue was full and this was its oldest message.</summary>
    QueueFull,

    /// <summary>A number is NaN or infinite, or an orientation is no rotation.</summary>
    NotFinite,

    /// <summary>Not the message that the topic carries.</summary>
    Malformed,

    /// <summary>Made for another frame or arm.</summary>
    WrongTarget,

    /// <summary>Motion, advice or an event that came out of the broker's store.</summary>
    Retained,

    /// <summary>Motion or advice past its expiry, or older than the allowed age.</summary>
    Stale,

    /// <summary>Motion or advice with stamp 0 (invalid) or stamped in the future.</summary>
    BadStamp,

    /// <summary>The same sequence number again; harmless.</summary>
    Duplicate,

    /// <summary>A lower sequence number than before.</summary>
    OutOfOrder,

    /// <summary>State of a session that another has replaced.</summary>
    OldSession,

    /// <summary>A subscriber threw an exception.</summary>
    HandlerFailed,
}
