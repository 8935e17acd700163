using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Part a tissue flap from the organ beneath it: elastic stays hold its free edge up, scissors reach into the wedge that opens and cut
/// the connective fibres between the two. Done when 90 percent of the fibres are cut or torn, the flap hangs on its whole hinge with
/// no more than a nick and the scissors have never pressed on the organ with more than 3 N. After LapGym's tissue dissection, where a
/// constant force lifts the flap and an electrode burns the connective tissue away.
/// </summary>
/// <remarks>
/// Reset: the hinge's middle within 6 x 3 mm, the flap turned by up to 10 degrees; the arm somewhere above the tissue on its own side.
/// </remarks>
public sealed class TissueDissection : SurgicalTask
{
    /// <summary>Share of the connective tissue to be parted.</summary>
    public const double ShareToPart = 0.9;

    /// <summary>Greatest force on the organ, newtons.</summary>
    public const double MaxOrganForceN = 3;

    /// <summary>Greatest number of faces between the flap's elements that may be opened or torn.</summary>
    public const int Nick = 20;

    private const double ShearM = 0.8 * Si.Mm;
    private const int FirstRow = 5;
    private const int Rows = 5;
    private const double GapM = 3 * Si.Mm;
    private const double RiseRad = 20 * Si.Deg;
    private const double StayPullN = 0.12;
    private const double RingBehindM = 5 * Si.Mm;
    private const double RingAboveM = 70 * Si.Mm;
    private const double HingeHalfXM = 6 * Si.Mm;
    private const double HingeYM = 18 * Si.Mm;
    private const double HingeHalfYM = 3 * Si.Mm;
    private const double MaxTurnRad = 10 * Si.Deg;
    private const ulong FlapStream = 5;
    private const ulong StartStream = 6;
    private static readonly Vec3 StartLowM = new(5 * Si.Mm, -30 * Si.Mm, 20 * Si.Mm);
    private static readonly Vec3 StartHighM = new(30 * Si.Mm, -20 * Si.Mm, 40 * Si.Mm);

    private Flap? _flap;
    private ConnectiveTissue? _tissue;
    private double _greatestForceN;
    private int _openedFaces;

    /// <inheritdoc/>
    public override string Name => "tissue-dissection";

    /// <inheritdoc/>
    public override string Summary => "cut the connective tissue between a tissue flap and the organ beneath with scissors";

    /// <inheritdoc/>
    public override double TimeLimitS => 60;

    /// <inheritdoc/>
    public override TaskRig Rig { get; } = new([new("psm1", "curved-scissors-400178")]);

    /// <summary>The flap of the present episode.</summary>
    public Flap Flap => _flap ?? throw new InvalidOperationException("No scene has been built.");

    /// <summary>What holds the flap to the organ in the present episode.</summary>
    public ConnectiveTissue Tissue => _tissue ?? throw new InvalidOperationException("No scene has been built.");

    /// <summary>True as long as the flap hangs on its whole hinge and has no more than a nick.</summary>
    public bool IsFlapWhole => Flap.IsHingeWhole && _openedFaces + Flap.Body.BrokenElements <= Nick;

    /// <summary>Faces between the flap's elements that the scissors have opened in this episode.</summary>
    public int OpenedFaces => _openedFaces;

    /// <summary>Greatest force that the scissors have pressed on the organ with in this episode, newtons.</summary>
    public double GreatestForceN => _greatestForceN;

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        (_greatestForceN, _openedFaces) = (0, 0);
        var shape = DrawFlap(scene);
        _flap = scene.AddFlap(shape);
        _tissue = scene.AddConnectiveTissue(_flap, FirstRow, Rows);
        scene.AddStays(_flap, shape.At(new(0.5, 0, 0)) - (RingBehindM * shape.Along_world) + new Vec3(0, 0, RingAboveM), StayPullN);
        StartPoses.Draw(scene, 0, StartStream, StartLowM, StartHighM);
    }

    /// <inheritdoc/>
    public override void Observe(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var scissors = scene.Arms[0].Body;
        _greatestForceN = Math.Max(_greatestForceN, scissors.GroundForce_world.Length);
        var edges = ScissorEdges.Of(scissors, SimWorld.StepS);
        if (edges.Close)
        {
            Tissue.Cut(edges);
            _openedFaces += Flap.Body.Cut(Blade.OfJaws(scissors, scissors.Tool.JawLengthM, ShearM));
        }
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene) =>
        Tissue.PartedShare >= ShareToPart && IsFlapWhole && _greatestForceN <= MaxOrganForceN;

    /// <inheritdoc/>
    public override void Visit(StateArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        archive.Visit(ref _greatestForceN);
        archive.Visit(ref _openedFaces);
    }

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new Expert(this);

    private static FlapShape DrawFlap(TaskScene scene)
    {
        var random = scene.Stream(FlapStream);
        var x = random.Between(-HingeHalfXM, HingeHalfXM);
        var y = HingeYM + random.Between(-HingeHalfYM, HingeHalfYM);
        return new(scene.Surface, new(x, y, 0), random.Between(-MaxTurnRad, MaxTurnRad), GapM, RiseRad);
    }

    // Snips from the open side towards the hinge: the blades lie level between flap and organ, go in open and close.
    private sealed class Expert(TissueDissection task) : ScriptedExpert
    {
        private const double SnipSpeedMPerS = 50 * Si.Mm;
        private const double OpenRad = 1.1;
        private const double OpenEnoughRad = 1.0;
        private const double ShutRad = -0.1;
        private const double ShutEnoughRad = 0.05;
        private const double BladeHeightM = 4 * Si.Mm;
        private const double HoverM = 15 * Si.Mm;
        private const double BladeClearanceM = 3 * Si.Mm;
        private const double ShaftClearanceM = 5.5 * Si.Mm;
        private const double BeyondTipM = 3 * Si.Mm;
        private const double BladesM = 9 * Si.Mm;
        private const double WristM = 20 * Si.Mm;
        private const double ShaftM = 60 * Si.Mm;
        private const double AheadM = 2 * Si.Mm;
        private const double BackM = 9 * Si.Mm;
        private const double TiltRad = 8 * Si.Deg;
        private const double HeadingRad = 30 * Si.Deg;
        private const double NearM = 1.5 * Si.Mm;

        protected override IEnumerable<Wait> Script(TaskScene scene) => Phases(scene).SelectMany(phase => phase);

        private IEnumerable<IEnumerable<Wait>> Phases(TaskScene scene)
        {
            var hand = Hands[0];
            var R = Orientation(scene);
            (hand.RGoal_world_tool, hand.JawGoalRad) = (R, OpenRad);

            // Turned before it goes down.
            yield return hand.Go(scene, task.Tissue.Root_world(Next(scene)) + new Vec3(0, 0, HoverM) - (HoverM * R.Z), NearM, 3);
            while (Next(scene) is var fibre && fibre >= 0)
            {
                var middle = task.Tissue.Root_world(fibre) + new Vec3(0, 0, BladeHeightM);
                (hand.JawGoalRad, hand.TipSpeedMPerS) = (OpenRad, ArmHand.SpeedMPerS);
                yield return Reach(scene, Clear(scene, middle - (BackM * R.Z), R.Z));
                hand.TipSpeedMPerS = SnipSpeedMPerS;
                yield return Reach(scene, Clear(scene, middle + (AheadM * R.Z), R.Z));
                hand.JawGoalRad = ShutRad;
                yield return Until(() => scene.Arms[0].TrueJawRad < ShutEnoughRad, 0.8);
            }
        }

        // The same place, raised until blades, wrist and shaft clear the organ.
        private static Vec3 Clear(TaskScene scene, Vec3 tip_world, Vec3 forward)
        {
            var raise = Lacking(scene, tip_world + (BeyondTipM * forward), tip_world - (BladesM * forward), BladeClearanceM);
            var wrist = tip_world - (WristM * forward);
            var up = (scene.Arms[0].T_world_base.P - wrist).Normalized();
            raise = Math.Max(raise, Lacking(scene, tip_world - (BladesM * forward), wrist, ShaftClearanceM));
            raise = Math.Max(raise, Lacking(scene, wrist, wrist + (ShaftM * up), ShaftClearanceM));
            return tip_world + new Vec3(0, 0, raise);
        }

        private static double Lacking(TaskScene scene, Vec3 from, Vec3 to, double clearanceM)
        {
            const int Samples = 8;
            var most = 0.0;
            for (var i = 0; i <= Samples; i++)
            {
                var p = from + ((double)i / Samples * (to - from));
                most = Math.Max(most, scene.Surface.HeightM(p.X, p.Y) + clearanceM - p.Z);
            }

            return most;
        }

        // Goes on when near: the blades need not come to rest before the next move.
        private IEnumerable<Wait> Reach(TaskScene scene, Vec3 tip_world)
        {
            var (hand, arm) = (Hands[0], scene.Arms[0]);
            hand.TipGoal_world = tip_world;
            return Until(() => (arm.Tip_world - tip_world).Length < NearM && arm.TrueJawRad > OpenEnoughRad, 2);
        }

        // The row furthest from the hinge first, and in it the fibre nearest to the blades.
        private int Next(TaskScene scene)
        {
            var (best, bestRow, bestM) = (-1, -1, 0.0);
            for (var i = 0; i < task.Tissue.Count; i++)
            {
                var row = task.Tissue.Row(i);
                var awayM = (task.Tissue.Root_world(i) - scene.Arms[0].Tip_world).Length;
                if (task.Tissue.Holds(i) && (row > bestRow || (row == bestRow && awayM < bestM)))
                {
                    (best, bestRow, bestM) = (i, row, awayM);
                }
            }

            return best;
        }

        // Blades level across the fibres, pointing back under the flap and a little down and to the left.
        private Rotation Orientation(TaskScene scene)
        {
            var shape = task.Flap.Shape;
            var (s, c) = Math.SinCos(HeadingRad);
            var (down, level) = Math.SinCos(TiltRad);
            var z = (level * ((-c * shape.Along_world) - (s * shape.Across_world))) - new Vec3(0, 0, down);
            var y = new Vec3(0, 0, 1).Cross(z).Normalized();
            y = y.Dot(scene.Arms[0].R_world_tool_nominal.Y) > 0 ? y : -y;
            return new(y.Cross(z), y, z);
        }
    }
}
