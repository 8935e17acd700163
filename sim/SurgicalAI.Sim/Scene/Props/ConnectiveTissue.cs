using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>
/// Connective tissue between a flap and the ground: fibres in rows along the hinge that stretch, tear and can be cut; neighbours in a
/// row span a web. Blades pass between the fibres and are not held back by them.
/// </summary>
public sealed class ConnectiveTissue
{
    private readonly DynamicsWorld _world;
    private readonly Fibre[] _fibres;

    internal ConnectiveTissue(DynamicsWorld world, Fibre[] fibres, int perRow)
    {
        (_world, _fibres) = (world, fibres);
        Web = new FibreWeb(this, perRow);
    }

    /// <summary>Number of fibres at the start.</summary>
    public int Count => _fibres.Length;

    /// <summary>Share of the fibres that have been cut or torn, 0 to 1.</summary>
    public double PartedShare
    {
        get
        {
            var parted = 0;
            for (var i = 0; i < Count; i++)
            {
                parted += Holds(i) ? 0 : 1;
            }

            return (double)parted / Count;
        }
    }

    /// <summary>The webs between the fibres that hold, to be shown.</summary>
    public ISurfaceMesh Web { get; }

    /// <summary>True until a fibre is cut or torn.</summary>
    public bool Holds(int fibre) => _world.IsAttached(_fibres[fibre].Link);

    /// <summary>Where a fibre grows from the ground, metres.</summary>
    public Vec3 Root_world(int fibre) => _world.Particles.Position(_fibres[fibre].Root);

    /// <summary>Where a fibre holds the flap, metres.</summary>
    public Vec3 Top_world(int fibre) => _world.Particles.Position(_fibres[fibre].Top);

    /// <summary>Row of a fibre, counted from the hinge.</summary>
    public int Row(int fibre) => fibre / ((FibreWeb)Web).PerRow;

    /// <summary>Cuts the fibres that closing scissors have passed over in the last step.</summary>
    public void Cut(in ScissorEdges edges)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Holds(i) && edges.HavePassed(Root_world(i), Top_world(i)))
            {
                _world.Detach(_fibres[i].Link);
            }
        }
    }

    internal Fibre this[int fibre] => _fibres[fibre];

    /// <summary>A fibre: particles at its ends and the link between them.</summary>
    internal readonly record struct Fibre(int Root, int Top, int Link);
}
