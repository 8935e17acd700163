using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Soft;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Take a suture that lies on two rests near its end and pass it through an eyelet. Done when 8 mm of it lie beyond the ring, measured along the
/// thread from the hole to its end. After LapGym's rope threading and thread in hole.
/// </summary>
/// <remarks>
/// Reset: the eyelet within 8 x 8 mm, its axis within 15 degrees; the thread's end 10 to 16 mm before it and up to 6 mm to a side, the
/// thread straight over two rests 4 mm high, within 20 degrees of the axis; the arm somewhere above the board.
/// </remarks>
public sealed class RopeThread : SurgicalTask
{
    /// <summary>Length of thread that must lie beyond the eyelet, metres.</summary>
    public const double LengthToPassM = 8 * Si.Mm;

    /// <summary>Length of the thread, metres.</summary>
    public const double ThreadLengthM = 32 * Si.Mm;

    /// <summary>Height over the board of the two rests that the thread lies on, metres.</summary>
    public const double RestHeightM = 4 * Si.Mm;

    /// <summary>Height of the board's upper face, metres.</summary>
    public const double BoardHeightM = 5 * Si.Mm;

    private const int Segments = 32;
    private const double FirstRestM = 6 * Si.Mm;
    private const double SecondRestM = 25 * Si.Mm;
    private const double EyeletXM = -10 * Si.Mm;
    private const double EyeletYM = -8 * Si.Mm;
    private const double EyeletHalfM = 4 * Si.Mm;
    private const double StayHalfM = 20 * Si.Mm;
    private const double StayClearM = 15 * Si.Mm;
    private const double FarHalfM = 35 * Si.Mm;
    private const double AxisHeadingRad = 216 * Si.Deg;
    private const double MaxAxisRad = 15 * Si.Deg;
    private const double MinBeforeM = 10 * Si.Mm;
    private const double MaxBeforeM = 16 * Si.Mm;
    private const double MaxAsideM = 6 * Si.Mm;
    private const double MaxThreadRad = 20 * Si.Deg;
    private const ulong EyeletStream = 5;
    private const ulong ThreadStream = 6;
    private const ulong StartStream = 7;
    private static readonly Vec3 BoardHalfM = new(44 * Si.Mm, 32 * Si.Mm, 4 * Si.Mm);
    private static readonly Vec3 StartLowM = new(0, -20 * Si.Mm, 30 * Si.Mm);
    private static readonly Vec3 StartHighM = new(35 * Si.Mm, 25 * Si.Mm, 45 * Si.Mm);

    private readonly Vec3[] _points = new Vec3[Segments + 1];
    private Vec3 _end;
    private Vec3 _back;
    private SutureThread? _thread;

    /// <inheritdoc/>
    public override string Name => "rope-thread";

    /// <inheritdoc/>
    public override string Summary => "take a suture near its end and pass it through an eyelet";

    /// <inheritdoc/>
    public override double TimeLimitS => 15;

    // A thread's node is held between jaws no stiffer than its mass over the substep squared: short substeps keep it from turning there.
    /// <inheritdoc/>
    public override int Substeps => 8;

    /// <summary>The eyelet of the present episode.</summary>
    public EyeletShape Eyelet { get; private set; }

    /// <summary>The thread of the present episode; its first node is the end that is to pass.</summary>
    public SutureThread Thread => _thread ?? throw new InvalidOperationException("No scene has been built.");

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        scene.AddBoard(new(0, 0, BoardHeightM), BoardHalfM);
        Draw(scene);
        scene.SetGoal(Eyelet.Centre_world);
        StartPoses.Draw(scene, 0, StartStream, StartLowM, StartHighM);
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene) => PassedM(scene) >= LengthToPassM;

    /// <inheritdoc/>
    public override double DistanceM(TaskScene scene) => Math.Max(0, LengthToPassM - PassedM(scene));

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new RopeThreadExpert(this);

    private double PassedM(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var nodes = Thread.Nodes;
        for (var i = 0; i < nodes.Length; i++)
        {
            _points[i] = scene.Physics.Particles.Position(nodes[i]);
        }

        return Eyelet.LengthBeyondM(_points);
    }

    // An arm that stayed from the last episode stands where it passed the thread: the next eyelet is drawn from a wider region.
    private void Draw(TaskScene scene)
    {
        var (eyelet, thread) = (scene.Stream(EyeletStream), scene.Stream(ThreadStream));
        var tries = new ResetTries(scene, "a place for eyelet and thread");
        do
        {
            tries.Next();
            Eyelet = DrawEyelet(ref eyelet, scene.ArmsStay ? StayHalfM : EyeletHalfM);
            DrawThread(ref thread);
        }
        while (scene.ArmsStay && !Fits(scene));

        scene.AddEyelet(Eyelet);
        AddThread(scene);
    }

    private static EyeletShape DrawEyelet(ref SeededRandom random, double halfM)
    {
        var (s, c) = Math.SinCos(AxisHeadingRad + random.Between(-MaxAxisRad, MaxAxisRad));
        var (x, y) = (EyeletXM + random.Between(-halfM, halfM), EyeletYM + random.Between(-halfM, halfM));
        return new(new(x, y, BoardHeightM + EyeletShape.HeightM), new(c, s, 0));
    }

    // Its end and the way back from there, as it lies.
    private void DrawThread(ref SeededRandom random)
    {
        var (axis, up) = (Eyelet.Axis_world, new Vec3(0, 0, 1));
        var (before, aside) = (random.Between(MinBeforeM, MaxBeforeM), random.Between(-MaxAsideM, MaxAsideM));
        var end = Eyelet.Centre_world - (before * axis) + (aside * up.Cross(axis));
        _end = end with { Z = BoardHeightM + RestHeightM };
        _back = Rotation.FromRotationVector(random.Between(-MaxThreadRad, MaxThreadRad) * up) * -axis;
    }

    private bool Fits(TaskScene scene)
    {
        const int Samples = 8;
        var far = _end + (ThreadLengthM * _back);
        var fits = scene.AreClearOf(Eyelet.Centre_world, StayClearM) && Math.Abs(far.X) < FarHalfM && Math.Abs(far.Y) < FarHalfM;
        for (var i = 0; i <= Samples && fits; i++)
        {
            fits = scene.AreClearOf(_end + ((double)i / Samples * (far - _end)), StayClearM);
        }

        return fits;
    }

    private void AddThread(TaskScene scene)
    {
        var up = new Vec3(0, 0, 1);
        scene.AddRest(_end + (FirstRestM * _back), up.Cross(_back), RestHeightM);
        scene.AddRest(_end + (SecondRestM * _back), up.Cross(_back), RestHeightM);
        var first = _end + (ThreadProps.StiffSuture.RadiusM * up);
        _thread = scene.AddSuture([.. Enumerable.Range(0, Segments + 1).Select(i => first + (i * ThreadLengthM / Segments * _back))], ThreadProps.StiffSuture);
    }
}

/// <summary>
/// Takes the thread across between the jaws, lifts it, brings its end before the hole in line with the axis and pushes it through;
/// steered by where the end really is. What was lost is taken again.
/// </summary>
internal sealed class RopeThreadExpert(RopeThread task) : ScriptedExpert
{
    private const int GripNode = 13;
    private const int HalfChord = 3;
    private const double OpenRad = 0.6;
    private const double ShutRad = -0.3;
    private const double ShutS = 0.3;
    private const double BiteM = 2 * Si.Mm;
    private const double GroundGapM = 0.1 * Si.Mm;
    private const double DownMPerS = 30 * Si.Mm;
    private const double PassMPerS = 20 * Si.Mm;
    private const double LiftM = 8 * Si.Mm;
    private const double BeforeM = 3 * Si.Mm;
    private const double BeyondM = 1 * Si.Mm;
    private const double NearM = 0.5 * Si.Mm;
    private const double MaxAsideM = 1 * Si.Mm;
    private const double MaxAngleRad = 6 * Si.Deg;
    private const double LostM = 4 * Si.Mm;
    private const double PatienceS = 4;
    private static readonly Vec3 Up = new(0, 0, 1);

    /// <inheritdoc/>
    protected override IEnumerable<Wait> Script(TaskScene scene) => Phases(scene).SelectMany(phase => phase);

    private IEnumerable<IEnumerable<Wait>> Phases(TaskScene scene)
    {
        var hand = Hands[0];
        while (true)
        {
            var (grip, along) = (Node(scene, GripNode), Along(scene));
            if (ThreadHold.Plan(scene.Arms[0], grip, along, task.Eyelet, Free) is not { } hold)
            {
                yield return [Wait.OnePeriod];
                continue;
            }

            yield return Take(scene, hold, grip, along);
            yield return Pass(scene, hold);
            hand.JawGoalRad = OpenRad;
            yield return For(ShutS);
            hand.TipSpeedMPerS = ArmHand.SpeedMPerS;
            yield return hand.Go(scene, hand.TipGoal_world - (ThreadHold.ApproachM * hand.RGoal_world_tool.Z), 2 * NearM, 2);
        }
    }

    private double Free => GripNode * task.Thread.SegmentM;

    private IEnumerable<Wait> Take(TaskScene scene, ThreadHold hold, Vec3 grip, Vec3 along)
    {
        var hand = Hands[0];
        (hand.RGoal_world_tool, hand.JawGoalRad, hand.TipSpeedMPerS) = (hold.ToTake(along), OpenRad, ArmHand.SpeedMPerS);
        var tip = grip + (BiteM * hand.RGoal_world_tool.Z);
        tip = tip with { Z = Math.Max(tip.Z, RopeThread.BoardHeightM + GroundGapM) };
        foreach (var wait in hand.Go(scene, tip - (ThreadHold.ApproachM * hand.RGoal_world_tool.Z), 2 * NearM, 4))
        {
            yield return wait;
        }

        hand.TipSpeedMPerS = DownMPerS;
        foreach (var wait in hand.Go(scene, tip, NearM, 1.5))
        {
            yield return wait;
        }

        hand.JawGoalRad = ShutRad;
        foreach (var wait in For(ShutS))
        {
            yield return wait;
        }

        foreach (var wait in hand.Go(scene, tip + (LiftM * Up), 2 * NearM, 1.5))
        {
            yield return wait;
        }
    }

    private IEnumerable<Wait> Pass(TaskScene scene, ThreadHold hold)
    {
        var (hand, arm, eyelet) = (Hands[0], scene.Arms[0], task.Eyelet);
        var R_pass = hold.ToPass(eyelet.Axis_world);
        var goal = -BeforeM;
        for (var left = PatienceS; left > 0 && IsHeld(scene); left -= PeriodS)
        {
            var end = Node(scene, 0);
            var way = end - eyelet.Centre_world;
            var s = way.Dot(eyelet.Axis_world);
            var aside = (way - (s * eyelet.Axis_world)).Length;
            if (s < 0)
            {
                var end_tool = arm.T_world_tool.R.Inverse() * (end - Node(scene, GripNode)).Normalized();
                hand.RGoal_world_tool = Turn(R_pass * end_tool, eyelet.Axis_world) * R_pass;
                var ready = aside < MaxAsideM && s > goal - MaxAsideM && (end - Node(scene, GripNode)).Normalized().Dot(eyelet.Axis_world) > Math.Cos(MaxAngleRad);
                goal = ready ? RopeThread.LengthToPassM + BeyondM : aside < 2 * MaxAsideM ? goal : -BeforeM;
            }

            hand.TipSpeedMPerS = goal > 0 ? PassMPerS : ArmHand.SpeedMPerS;
            hand.TipGoal_world = arm.Tip_world + (eyelet.Centre_world + (goal * eyelet.Axis_world) - end);
            yield return Wait.OnePeriod;
        }
    }

    private bool IsHeld(TaskScene scene) => (Node(scene, GripNode) - scene.Arms[0].Tip_world).Length < LostM;

    private Vec3 Along(TaskScene scene)
    {
        var way = Node(scene, GripNode - HalfChord) - Node(scene, GripNode + HalfChord);
        return (way with { Z = 0 }).Normalized();
    }

    private Vec3 Node(TaskScene scene, int i) => scene.Physics.Particles.Position(task.Thread.Nodes[i]);

    private static Rotation Turn(Vec3 from, Vec3 to)
    {
        var axis = from.Cross(to);
        var sine = axis.Length;
        return sine < 1e-9 ? Rotation.Identity : Rotation.FromRotationVector(Math.Atan2(sine, from.Dot(to)) / sine * axis);
    }
}
