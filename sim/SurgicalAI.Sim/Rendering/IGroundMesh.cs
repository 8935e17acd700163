using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Shape of the ground, whatever it looks like.</summary>
internal interface IGroundMesh
{
    /// <summary>Draws it; the program is in use.</summary>
    void Draw(in TissueSurface surface);
}
