namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>How a tetrahedral body is solved and touched.</summary>
public sealed record TetBodyOptions
{
    /// <summary>Passes of the solver, each with its own part of the world's substep; 0 chooses by stiffness, cell size and substep.</summary>
    public int Cycles { get; init; }

    /// <summary>Skin: contact happens at this distance from the outside's triangles, metres.</summary>
    public double SkinM { get; init; } = 0.0003;

    /// <summary>Radius of the particles, metres.</summary>
    public double ParticleRadiusM { get; init; } = 0.0003;

    /// <summary>Friction coefficient of the outside.</summary>
    public double Friction { get; init; } = 0.4;

    /// <summary>True when its particles are kept above the terrain; false for tissue that is the ground's top.</summary>
    public bool MeetsTerrain { get; init; }

    /// <summary>Corners that cuts can add.</summary>
    public int SpareParticles { get; init; }
}
