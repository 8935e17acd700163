namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>How a sheet is solved and touched.</summary>
public sealed record ClothOptions
{
    /// <summary>Parts of a substep, each a pass there and one back. A sheet cannot be stiffer than about its particles' mass over the part's time squared.</summary>
    public int Cycles { get; init; } = 2;

    /// <summary>Half the sheet's thickness, metres.</summary>
    public double ThicknessM { get; init; } = 0.0003;

    /// <summary>Friction coefficient.</summary>
    public double Friction { get; init; } = 0.6;

    /// <summary>True when its particles are kept above the terrain.</summary>
    public bool MeetsTerrain { get; init; } = true;

    /// <summary>Corners that cuts can add.</summary>
    public int SpareParticles { get; init; }
}
