namespace SurgicalAI.Sim.Dynamics;

/// <summary>
/// Triangles over particles that collide with instruments, rigid bodies and terrain: the outside of tissue, a membrane, gauze.
/// The jaws grasp it by contact and friction.
/// </summary>
public interface ISurfaceMesh
{
    /// <summary>Three particle indices per triangle, counter-clockwise seen from outside. May change when the surface is cut or torn.</summary>
    ReadOnlySpan<int> Triangles { get; }

    /// <summary>Increases when <see cref="Triangles"/> changes.</summary>
    int TopologyVersion { get; }

    /// <summary>Half the sheet's thickness, or the skin of a solid: contact happens at this distance from the triangles, metres.</summary>
    double ThicknessM { get; }

    /// <summary>Friction coefficient against bodies and terrain; against jaws the larger of this and the jaws' counts.</summary>
    double Friction { get; }

    /// <summary>True when its particles are kept above the terrain.</summary>
    bool MeetsTerrain { get; }
}
