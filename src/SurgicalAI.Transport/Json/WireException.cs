using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Transport.Json;

/// <summary>Leaves a reader early; caught in <see cref="MessageCodec"/> and turned into a fault, never seen outside.</summary>
internal sealed class WireException(FaultCode code, string message) : Exception(message)
{
    public FaultCode Code { get; } = code;

    public static WireException Malformed(string message) => new(FaultCode.Malformed, message);
}
