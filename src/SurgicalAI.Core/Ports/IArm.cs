using SurgicalAI.Core.Arms;

namespace SurgicalAI.Core.Ports;

/// <summary>A robot arm beside its controller: simulated or real.</summary>
public interface IArm
{
    /// <summary>Name on the wire, for example "psm1".</summary>
    string Name { get; }

    /// <summary>True when no metal moves; only then may a policy drive it.</summary>
    bool IsSimulated { get; }

    /// <summary>Newest reading of its sensors.</summary>
    ArmState Read();

    /// <summary>Sends a setpoint that the gate has cleared.</summary>
    /// <exception cref="ArgumentException">The command is <c>default</c>.</exception>
    void Send(in ClearedCommand command);
}
