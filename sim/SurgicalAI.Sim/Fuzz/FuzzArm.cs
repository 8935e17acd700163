using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Sim.Fuzz;

/// <summary>An arm without mechanics: it is where it was last sent, unless a test makes its reading bad.</summary>
internal sealed class FuzzArm(in JointVector start) : IArm
{
    private ArmState _state = new(1, start, default, 0.2, 0);

    public string Name => "psm1";

    public bool IsSimulated => true;

    /// <summary>Cleared commands received.</summary>
    public long Sent { get; private set; }

    /// <summary>True when the encoders say nonsense.</summary>
    public bool ReadsNonsense { get; set; }

    public ArmState Read() => ReadsNonsense ? _state with { JawRad = double.NaN } : _state;

    public void Send(in ClearedCommand command)
    {
        Sent++;
        _state = new(1, command.Setpoint, command.Velocity, command.JawRad, 0);
    }
}
