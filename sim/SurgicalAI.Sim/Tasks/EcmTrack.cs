using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Robots;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Keep two working instruments in the picture by moving the endoscope, after SurRoL's ActiveTrack, whose cube became what a camera
/// assistant follows: the middle between two tool tips. The tips move along smooth seeded paths (their middle within 24 x 16 x 5 mm
/// of the scene's middle, mostly at 2 to 25 mm/s, 20 to 45 mm apart); the endoscope begins 100 to 120 mm away, aimed 18 to 28 mm beside them.
/// After 2 s of grace each moment of the next 10 s counts: it is good when the middle is within 5 degrees of the view's axis and
/// both tips are in view (27 degrees sideways, 15 up and down). Done when 90 % of the moments were good.
/// Reward as SurRoL's: at most 1, less half the middle's distance from the picture's centre (in half widths of a picture of 60
/// degrees) and a tenth of the picture's misorientation (rad).
/// </summary>
public sealed class EcmTrack : SurgicalTask
{
    /// <summary>Greatest angle between the view's axis and the tips' middle in a good moment, rad.</summary>
    public const double ToleranceRad = 5 * Si.Deg;

    /// <summary>Time at the start that does not count, seconds.</summary>
    public const double GraceS = 2;

    /// <summary>Time that counts, seconds.</summary>
    public const double TrackS = 10;

    /// <summary>Share of good moments that is needed.</summary>
    public const double NeededShare = 0.9;

    private const int CountedSteps = 5000;
    private const double ViewHalfWidthRad = 27 * Si.Deg;
    private const double ViewHalfHeightRad = 15 * Si.Deg;
    private const double PictureHalfWidthRad = 30 * Si.Deg;
    private const double MisorientationWeight = 0.1;
    private const double JoinS = 1.5;
    private const ulong PathStream = 5;
    private const ulong ViewStream = 6;

    private readonly ToolPath[] _paths = new ToolPath[2];
    private readonly Vec3[] _away = new Vec3[2];
    private long _startStep;
    private int _counted;
    private int _good;

    /// <inheritdoc/>
    public override string Name => "ecm-track";

    /// <inheritdoc/>
    public override string Summary => "move the endoscope so that two working instruments stay in the middle of the picture";

    /// <inheritdoc/>
    public override double TimeLimitS => GraceS + TrackS + 0.1;

    /// <inheritdoc/>
    public override TaskRig Rig { get; } = TaskRig.TwoArms with { DrivesEndoscope = true, ArmsAreScenery = true };

    /// <summary>Share of good moments among those that counted so far.</summary>
    public double GoodShare => _counted > 0 ? (double)_good / _counted : 0;

    /// <summary>The middle between the two tips, metres.</summary>
    public static Vec3 Middle_world(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return 0.5 * (scene.Arms[0].Tip_world + scene.Arms[1].Tip_world);
    }

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var random = scene.Stream(PathStream);
        var middle = TipMotion.Middle(ref random);
        for (var i = 0; i < _paths.Length; i++)
        {
            _paths[i] = new(middle, TipMotion.Own(i == 0 ? 1 : -1, ref random));
            Join(scene, i);
        }

        (_startStep, _counted, _good) = (scene.Steps, 0, 0);
        if (!scene.ArmsStay)
        {
            PlaceEndoscope(scene);
        }
    }

    /// <inheritdoc/>
    public override void Drive(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var timeS = (scene.Steps - _startStep) * SimWorld.StepS;
        for (var i = 0; i < _paths.Length; i++)
        {
            var arm = scene.Arms[i];
            var tip = _paths[i].At_world(timeS) + (Fade(timeS) * _away[i]);
            if (arm.TryInverse(arm.Psm.PoseAt(tip, arm.R_world_tool_nominal), arm.Setpoint, out var q))
            {
                arm.Follow(q, _paths[i].JawRad(timeS));
            }
        }
    }

    /// <inheritdoc/>
    public override void Observe(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        if ((scene.Steps - _startStep) * SimWorld.StepS > GraceS && _counted < CountedSteps)
        {
            _counted++;
            _good += IsGood(scene) ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene) => _counted == CountedSteps && GoodShare >= NeededShare;

    /// <summary>Distance of the tips' middle from the view's axis, metres.</summary>
    public override double DistanceM(TaskScene scene)
    {
        var p = Middle_tip(scene);
        return Math.Sqrt((p.X * p.X) + (p.Y * p.Y));
    }

    /// <inheritdoc/>
    public override double Reward(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var left = scene.T_world_ecm.R.X;
        var misorientation = Math.Abs(Math.Asin(Math.Clamp(left.Z, -1, 1)));
        var off = DistanceM(scene) / Math.Max(Middle_tip(scene).Z, Si.Mm) / Math.Tan(PictureHalfWidthRad);
        return 1 - (0.5 * off) - (MisorientationWeight * misorientation);
    }

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new Expert();

    /// <inheritdoc/>
    public override void Visit(StateArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        archive.Visit(ref _startStep);
        archive.Visit(ref _counted);
        archive.Visit(ref _good);
        archive.Visit(_away);
    }

    /// <summary>True when a moment is good by the task's rule.</summary>
    /// <param name="tip0_view">A tool's tip seen from between the eyes (X left, Y up, Z away), metres.</param>
    /// <param name="tip1_view">The other tool's tip.</param>
    public static bool IsGood(Vec3 tip0_view, Vec3 tip1_view)
    {
        var middle = 0.5 * (tip0_view + tip1_view);
        var offRad = Math.Atan2(Math.Sqrt((middle.X * middle.X) + (middle.Y * middle.Y)), middle.Z);
        return offRad <= ToleranceRad && IsInView(tip0_view) && IsInView(tip1_view);
    }

    private static bool IsGood(TaskScene scene) => IsGood(View(scene, scene.Arms[0].Tip_world), View(scene, scene.Arms[1].Tip_world));

    private static bool IsInView(Vec3 p_view) => p_view.Z > 0
        && Math.Abs(p_view.X) <= Math.Tan(ViewHalfWidthRad) * p_view.Z && Math.Abs(p_view.Y) <= Math.Tan(ViewHalfHeightRad) * p_view.Z;

    private static Vec3 Middle_tip(TaskScene scene) => View(scene, Middle_world(scene));

    // The scene's endoscope is its left eye; what counts is seen from between the eyes.
    private static Vec3 View(TaskScene scene, Vec3 p_world) => (scene.T_world_ecm.Inverse() * p_world) + RobotLayout.LeftEye_tip;

    private static double Fade(double timeS)
    {
        var left = Math.Max(0, 1 - (timeS / JoinS));
        return left * left * (3 - (2 * left));
    }

    // An arm that stays glides from where it is onto its path.
    private void Join(TaskScene scene, int i)
    {
        var (arm, start) = (scene.Arms[i], _paths[i].At_world(0));
        _away[i] = scene.ArmsStay ? arm.Tip_world - start : Vec3.Zero;
        if (!scene.ArmsStay && arm.TryInverse(arm.Psm.PoseAt(start, arm.R_world_tool_nominal), default, out var q))
        {
            scene.PlaceArm(i, q, _paths[i].JawRad(0));
        }
    }

    private static void PlaceEndoscope(TaskScene scene)
    {
        var random = scene.Stream(ViewStream);
        var tries = new ResetTries(scene, "a view of the instruments");
        while (true)
        {
            tries.Next();
            var (s, c) = Math.SinCos(random.Between(0, 2 * Math.PI));
            var beside = random.Between(18 * Si.Mm, 28 * Si.Mm) * new Vec3(c, s, 0);
            if (SimEcm.LookAt(Middle_world(scene) + beside, random.Between(100 * Si.Mm, 120 * Si.Mm)).TryGet(out var q))
            {
                scene.Ecm.Place(q);
                return;
            }
        }
    }

    /// <summary>Path of a tip: the motion that both tools share and its own.</summary>
    private readonly record struct ToolPath(TipMotion Shared, TipMotion Own)
    {
        private const double JawMiddleRad = 0.35;

        public Vec3 At_world(double timeS) => Shared.At(timeS) + Own.At(timeS);

        // The jaws open and close with the tool's own motion sideways.
        public double JawRad(double timeS) => JawMiddleRad + (0.25 * Own.Swing(timeS));
    }

    /// <summary>A smooth motion about a place: in each direction two sines of unrelated period.</summary>
    private readonly record struct TipMotion(Vec3 Place, Vec3 Amplitude, Sway X, Sway Y, Sway Z)
    {
        private static readonly Vec3 Centre_world = new(0, 0, 24 * Si.Mm);

        /// <summary>The motion that both tools share.</summary>
        public static TipMotion Middle(ref SeededRandom random) =>
            Draw(Centre_world, new(24 * Si.Mm, 16 * Si.Mm, 5 * Si.Mm), 7, 14, ref random);

        /// <summary>The motion of a tool beside the middle; the tools' own motions are unrelated.</summary>
        /// <param name="side">1 on the right, -1 on the left.</param>
        /// <param name="random">Chance.</param>
        public static TipMotion Own(int side, ref SeededRandom random) =>
            Draw(new(side * 16 * Si.Mm, 0, 0), new(4 * Si.Mm, 5 * Si.Mm, 3 * Si.Mm), 3, 7, ref random);

        public Vec3 At(double timeS) =>
            Place + new Vec3(Amplitude.X * X.At(timeS), Amplitude.Y * Y.At(timeS), Amplitude.Z * Z.At(timeS));

        public double Swing(double timeS) => X.At(timeS);

        private static TipMotion Draw(Vec3 place, Vec3 amplitude, double shortestS, double longestS, ref SeededRandom random) => new(
            place,
            amplitude,
            Sway.Draw(shortestS, longestS, ref random),
            Sway.Draw(shortestS, longestS, ref random),
            Sway.Draw(shortestS, longestS, ref random));
    }

    /// <summary>Two sines that add up to no more than 1.</summary>
    private readonly record struct Sway(double Share, double Omega1, double Omega2, double Phase1, double Phase2)
    {
        public static Sway Draw(double shortestS, double longestS, ref SeededRandom random) => new(
            random.Between(0.6, 0.8),
            2 * Math.PI / random.Between(shortestS, longestS),
            2 * Math.PI / random.Between(0.5 * shortestS, shortestS),
            random.Between(0, 2 * Math.PI),
            random.Between(0, 2 * Math.PI));

        public double At(double timeS) =>
            (Share * Math.Sin((Omega1 * timeS) + Phase1)) + ((1 - Share) * Math.Sin((Omega2 * timeS) + Phase2));
    }

    // Looks at the middle from the distance at which it began to work.
    private sealed class Expert : TaskExpert
    {
        private const double DistanceM = 110 * Si.Mm;

        public override void Reset(TaskScene scene)
        {
        }

        public override void Act(TaskScene scene, TaskTargets targets)
        {
            ArgumentNullException.ThrowIfNull(targets);
            if (SimEcm.LookAt(Middle_world(scene), DistanceM).TryGet(out var q))
            {
                targets.EcmJoints = q;
            }
        }
    }
}
