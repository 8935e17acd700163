using SurgicalAI.Sim.Dynamics.Contacts;

namespace SurgicalAI.Sim.Dynamics;

/// <content>Things that touch.</content>
public sealed partial class DynamicsWorld
{
    private readonly SoftContactSet _softContacts;
    private readonly SoftContactSolver _softContactSolver;
    private readonly HashSet<long> _ignored = [];
    private ITerrain? _terrain;
    private double _terrainFriction;

    /// <summary>Puts ground below everything.</summary>
    /// <param name="terrain">Height field.</param>
    /// <param name="friction">Friction coefficient.</param>
    public void AddTerrain(ITerrain terrain, double friction) => (_terrain, _terrainFriction) = (terrain, friction);

    /// <summary>Adds triangles that instruments and bodies can touch and hold.</summary>
    public void Add(ISurfaceMesh mesh) => _softContacts.Add(mesh);

    /// <summary>Adds a thread that instruments and bodies can touch and hold.</summary>
    public void Add(IStrand strand) => _softContacts.Add(strand);

    /// <summary>Lets two bodies pass through each other.</summary>
    public void IgnoreContact(int bodyA, int bodyB) => _ignored.Add(PairKey(bodyA, bodyB));

    internal static long PairKey(int a, int b) => ((long)Math.Min(a, b) << 32) | (uint)Math.Max(a, b);
}
