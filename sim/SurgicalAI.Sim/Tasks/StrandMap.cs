using System.Numerics;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Tasks;

/// <summary>Copies a thread out of the physics.</summary>
internal sealed class StrandMap(IStrand strand, SceneMaterial material, Vector3 tint, byte instance)
{
    /// <summary>The thread.</summary>
    public IStrand Strand => strand;

    /// <summary>Fills a view with the present shape.</summary>
    public void CopyTo(StrandView view, Particles particles)
    {
        var nodes = strand.Nodes;
        if (view.Points.Length < nodes.Length)
        {
            view.Points = new Vector3[nodes.Length];
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            view.Points[i] = SurfaceMap.Position(particles, nodes[i]);
        }

        (view.PointCount, view.RadiusM) = (nodes.Length, (float)strand.RadiusM);
        (view.Material, view.Tint, view.Instance) = (material, tint, instance);
    }
}
