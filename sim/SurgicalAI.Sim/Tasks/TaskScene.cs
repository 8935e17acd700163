using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Robots;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// What a task builds on and looks at: physics, arms, ground, marks. Things are added to physics and picture together, by the adders
/// of Scene/Props. One thread at a time.
/// </summary>
public sealed partial class TaskScene
{
    // Wet tissue on steel.
    private const double GroundFriction = 0.3;

    private readonly SimArm[] _arms;
    private readonly RandomisationOptions _randomisation;

    internal TaskScene(TaskRig rig, SimOptions options)
    {
        Rig = options.Tool is { } tool ? rig.WithTool(tool) : rig;
        _randomisation = options.Randomisation;
        _arms = [.. Rig.Arms.Select((spec, i) => RobotPlacement.Make(spec, options.Realism, i))];
    }

    /// <summary>What the task moves.</summary>
    public TaskRig Rig { get; }

    /// <summary>Arms in the rig's order.</summary>
    public IReadOnlyList<SimArm> Arms => _arms;

    /// <summary>The endoscope's arm.</summary>
    public SimEcm Ecm { get; } = new();

    /// <summary>The physics.</summary>
    public DynamicsWorld Physics { get; } = new(new DynamicsOptions());

    /// <summary>Seed of the episode.</summary>
    public ulong Seed { get; private set; }

    /// <summary>True when the episode follows another one and the arms stay where they are: <see cref="PlaceArm"/> is not to be called.</summary>
    public bool ArmsStay { get; private set; }

    /// <summary>The ground: tissue that does not deform.</summary>
    public TissueSurface Surface { get; private set; }

    /// <summary>Lights, colours, textures and camera.</summary>
    public Appearance Look { get; private set; }

    /// <summary>Endoscope.</summary>
    public Pose<WorldFrame, EcmFrame> T_world_ecm => Ecm.T_world_ecm;

    /// <summary>Time stamp of the state and of what the arms report, nanoseconds.</summary>
    public long NowNs
    {
        get;
        internal set
        {
            field = value;
            Stamp(value);
        }
    }

    /// <summary>Control steps since the last full reset.</summary>
    public long Steps { get; private set; }

    /// <summary>An unrelated stream of chance of this episode. Streams 0 to 4 and 20 to 29 are taken by ground, look and camera.</summary>
    public SeededRandom Stream(ulong stream) => SeededRandom.Stream(Seed, stream);

    /// <summary>Puts an arm at rest.</summary>
    /// <param name="arm">Its place in <see cref="Arms"/>.</param>
    /// <param name="q">Joints, rad and m.</param>
    /// <param name="jawRad">Jaw opening, rad.</param>
    public void PlaceArm(int arm, in JointVector q, double jawRad) => _arms[arm].Place(q, jawRad);

    /// <summary>Starts building the scene of a seed.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="armsStay">True to keep arms, ground and look.</param>
    internal void Begin(ulong seed, bool armsStay)
    {
        (Seed, ArmsStay) = (seed, armsStay);
        if (!armsStay)
        {
            Surface = new(SeededRandom.Stream(seed, 0).NextBits());
            Look = AppearanceSampler.Draw(seed, _randomisation);
            Ecm.Place(SimEcm.Home);
            BeginArms();
            Steps = 0;
            NowNs = Si.SNs;
        }

        ClearMarks();
        BeginPhysics();
    }

    private void BeginArms()
    {
        foreach (var arm in _arms)
        {
            arm.Begin(Seed);
        }
    }

    private void BeginPhysics()
    {
        Physics.Clear();
        Physics.AddTerrain(Surface, GroundFriction);
        foreach (var arm in _arms)
        {
            Physics.AddArm(arm.Body);
        }
    }
}
