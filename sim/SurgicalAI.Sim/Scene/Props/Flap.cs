using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>A flap of tissue in the physics: an elastic sheet whose hinge is held by links that tear.</summary>
public sealed class Flap
{
    private const int Across = FlapShape.CellsAcross + 1;
    private const int Along = FlapShape.CellsAlong + 1;
    private readonly DynamicsWorld _world;
    private readonly int[] _hinge;

    internal Flap(DynamicsWorld world, in FlapShape shape, TetBody body, int[] hinge)
    {
        (_world, Shape, Body, _hinge) = (world, shape, body, hinge);
    }

    /// <summary>Form at rest.</summary>
    public FlapShape Shape { get; }

    /// <summary>The tissue.</summary>
    public TetBody Body { get; }

    /// <summary>Middle of the free edge, metres.</summary>
    public Vec3 EdgeMiddle_world => Middle(Across / 2, Along - 1);

    /// <summary>Unit normal of the lip near the middle of the edge; at rest it points up and back over the flap.</summary>
    public Vec3 EdgeNormal_world
    {
        get
        {
            var outwards = EdgeMiddle_world - Middle(Across / 2, Along - 2);
            var sideways = Middle((Across / 2) + 1, Along - 1) - Middle((Across / 2) - 1, Along - 1);
            return outwards.Cross(sideways).Normalized();
        }
    }

    /// <summary>True as long as no link of the hinge has torn.</summary>
    public bool IsHingeWhole
    {
        get
        {
            foreach (var link in _hinge)
            {
                if (!_world.IsAttached(link))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Sum of the forces in the links of the hinge, newtons.</summary>
    public double HingeForceN => _hinge.Sum(_world.AttachmentForceN);

    /// <summary>A particle of the flap.</summary>
    /// <param name="across">Corner along the hinge, 0 to <see cref="FlapShape.CellsAcross"/>.</param>
    /// <param name="along">Corner from hinge to edge, 0 to <see cref="FlapShape.CellsAlong"/>.</param>
    /// <param name="through">0 on the underside, 1 on top.</param>
    /// <returns>Its index in <see cref="DynamicsWorld.Particles"/>.</returns>
    public int Particle(int across, int along, int through) => Body.FirstParticle + Corner(across, along, through);

    /// <summary>Particles of the rows next to the free edge.</summary>
    internal IEnumerable<int> EdgeCorners(int rows) =>
        from through in Enumerable.Range(0, 2)
        from along in Enumerable.Range(Along - rows, rows)
        from across in Enumerable.Range(0, Across)
        select Particle(across, along, through);

    /// <summary>The same as a corner of the mesh.</summary>
    internal static int Corner(int across, int along, int through) => across + (Across * (along + (Along * through)));

    private Vec3 Middle(int across, int along) =>
        0.5 * (_world.Particles.Position(Particle(across, along, 0)) + _world.Particles.Position(Particle(across, along, 1)));
}
