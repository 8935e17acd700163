namespace SurgicalAI.Sim.Dynamics;

/// <summary>A thread: a chain of particles with a radius that collides with instruments, rigid bodies and terrain.</summary>
public interface IStrand
{
    /// <summary>Particle indices from one end to the other.</summary>
    ReadOnlySpan<int> Nodes { get; }

    /// <summary>Radius, metres.</summary>
    double RadiusM { get; }

    /// <summary>Friction coefficient against bodies and terrain; against jaws the larger of this and the jaws' counts.</summary>
    double Friction { get; }

    /// <summary>How much nearer jaws that pinch it at a node come per newton there, metres: so soft that several nodes share the grip.</summary>
    double SquashMPerN { get; }

    /// <summary>False where the thread is cut between node <paramref name="segment"/> and the next.</summary>
    bool HasSegment(int segment);
}
