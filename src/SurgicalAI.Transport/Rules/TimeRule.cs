using SurgicalAI.Core;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.Transport.Rules;

/// <summary>Motion and advice must be fresh: every such message is stamped, and dies at its expiry or after one second.</summary>
internal static class TimeRule
{
    /// <summary>Greatest age of a motion message without an expiry of its own; also MQTT's message expiry.</summary>
    public const long MaxAgeNs = Si.SNs;

    /// <summary>How far ahead a stamp may be: clocks of two machines differ a little, an attacker's stamp by more.</summary>
    public const long MaxAheadNs = Si.SNs;

    public static DropReason Check(in Header header, long expiresNs, long nowNs)
    {
        if (header.StampNs <= 0 || header.StampNs > nowNs + MaxAheadNs)
        {
            return DropReason.BadStamp;
        }

        var endNs = header.StampNs + MaxAgeNs;
        return nowNs > (expiresNs > 0 ? Math.Min(expiresNs, endNs) : endNs) ? DropReason.Stale : DropReason.None;
    }
}
