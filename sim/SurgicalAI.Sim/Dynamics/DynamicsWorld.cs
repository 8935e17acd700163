using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;
using SurgicalAI.Sim.Dynamics.Contacts;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>
/// Rigid bodies, instruments, particles and what holds them together, moved by extended position-based dynamics with small substeps
/// (Macklin et al., "Small Steps in Physics Simulation", 2019): predict, correct positions once, take velocities from positions.
/// Built once per episode (<see cref="Clear"/>, then the adders), then stepped; stepping does not allocate. The same build and the
/// same steps give the same bits.
/// </summary>
public sealed partial class DynamicsWorld
{
    private readonly List<ArmBody> _arms = [];
    private readonly List<IConstraintSet> _sets = [];
    private readonly Attachments _attachments;
    private readonly Colliders _colliders;
    private readonly ContactSet _contacts;
    private readonly ContactSolver _contactSolver;
    private readonly GraspSolver _graspSolver;

    /// <summary>Makes an empty world.</summary>
    public DynamicsWorld(DynamicsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Anchors = new(Particles, Bodies, _arms);
        _attachments = new(Anchors);
        _colliders = new(Bodies, _arms);
        _contacts = new(Bodies, _arms, _colliders, _ignored);
        _softContacts = new(Particles, Bodies, _arms, _colliders);
        _softContactSolver = new(Particles, Anchors, _arms, _softContacts);
        _contactSolver = new(Bodies, _arms, _contacts);
        _graspSolver = new(Bodies, _arms, _contacts, _contactSolver);
    }

    /// <summary>Constants.</summary>
    public DynamicsOptions Options { get; }

    /// <summary>Particles of soft bodies, cloth and thread.</summary>
    public Particles Particles { get; } = new();

    /// <summary>Rigid bodies.</summary>
    public RigidBodies Bodies { get; } = new();

    /// <summary>Arms.</summary>
    public IReadOnlyList<ArmBody> Arms => _arms;

    /// <summary>Where anchors are, and how to push on them.</summary>
    public Anchors Anchors { get; }

    /// <summary>Kinetic and potential energy of bodies and particles, joules; without elastic energy and arms.</summary>
    public double EnergyJ => Bodies.EnergyJ(Options.GravityMPerS2) + Particles.EnergyJ(Options.GravityMPerS2);

    internal ContactSet Contacts => _contacts;

    /// <summary>Empties the world but keeps its buffers. Arms and sets must be added anew.</summary>
    public void Clear()
    {
        Particles.Clear();
        Bodies.Clear();
        _arms.Clear();
        _sets.Clear();
        _attachments.Clear();
        _ignored.Clear();
        _terrain = null;
        _colliders.Clear();
        _contacts.Clear();
        _contactSolver.Clear();
        _softContacts.Clear();
    }

    /// <summary>Adds a rigid body.</summary>
    /// <returns>Its index in <see cref="Bodies"/>.</returns>
    public int AddBody(in RigidBodySpec spec, params ReadOnlySpan<CollisionShape> shapes) => Bodies.Add(spec, shapes);

    /// <summary>Adds an arm, which stays as it is.</summary>
    /// <returns>Its index in <see cref="Arms"/>.</returns>
    public int AddArm(ArmBody arm)
    {
        ArgumentNullException.ThrowIfNull(arm);
        _arms.Add(arm);
        return _arms.Count - 1;
    }

    /// <summary>Adds a soft body, cloth or thread.</summary>
    public void Add(IConstraintSet set) => _sets.Add(set);

    /// <summary>Links two anchors.</summary>
    /// <param name="a">One end.</param>
    /// <param name="b">Other end.</param>
    /// <param name="restLengthM">Length without force, metres.</param>
    /// <param name="complianceMPerN">Stretch per force, m/N.</param>
    /// <param name="tearForceN">Force that tears it, newtons.</param>
    /// <returns>Its number.</returns>
    public int Attach(in Anchor a, in Anchor b, double restLengthM, double complianceMPerN, double tearForceN = double.PositiveInfinity) =>
        _attachments.Add(a, b, restLengthM, complianceMPerN, tearForceN);

    /// <summary>False after an attachment tore or was detached.</summary>
    public bool IsAttached(int attachment) => _attachments.Holds(attachment);

    /// <summary>Takes an attachment off.</summary>
    public void Detach(int attachment) => _attachments.Detach(attachment);

    /// <summary>Force in an attachment, averaged over a few substeps, newtons; 0 after it tore.</summary>
    public double AttachmentForceN(int attachment) => _attachments.ForceN(attachment);

    /// <summary>Saves, restores or hashes everything that decides the future.</summary>
    public void Visit(StateArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        Particles.Visit(archive);
        Bodies.Visit(archive);
        foreach (var arm in _arms)
        {
            arm.Visit(archive);
        }

        _attachments.Visit(archive);
        _contacts.Visit(archive);
        _contactSolver.Visit(archive);
        _softContacts.Visit(archive);
        foreach (var set in _sets)
        {
            set.Visit(archive);
        }
    }
}
