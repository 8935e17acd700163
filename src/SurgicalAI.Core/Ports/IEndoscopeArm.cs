using SurgicalAI.Core.Arms;

namespace SurgicalAI.Core.Ports;

/// <summary>The arm that carries the endoscope, beside its controller: simulated or real.</summary>
public interface IEndoscopeArm
{
    /// <summary>Name on the wire, for example "ecm".</summary>
    string Name { get; }

    /// <summary>True when no metal moves.</summary>
    bool IsSimulated { get; }

    /// <summary>Newest reading of its sensors.</summary>
    EcmState Read();

    /// <summary>Sends a setpoint that the controller has cleared.</summary>
    /// <exception cref="ArgumentException">The command is <c>default</c>.</exception>
    void Send(in ClearedEcmCommand command);
}
