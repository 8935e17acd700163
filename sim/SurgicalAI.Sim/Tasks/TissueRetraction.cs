using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Grasp the upturned free edge of a tissue flap in its middle and draw it back and up, so that what lies beneath comes into sight.
/// Done when the middle of the edge is within 3 mm of the goal, LapGym's rule, and the flap's hinge has held: it tears where it is
/// pulled too hard. After LapGym's tissue retraction, smaller (40 x 38 mm, not 120 x 120 mm) and grasped by friction, where
/// LapGym ties the tissue to the gripper.
/// </summary>
/// <remarks>
/// Reset: the hinge's middle within 8 x 4 mm, the flap turned by up to 15 degrees; the goal 60 to 80 percent of the flap's length from
/// the hinge, 35 to 60 degrees over the ground, up to 4 mm to a side; the arm somewhere in the workspace above the tissue.
/// </remarks>
public sealed class TissueRetraction : SurgicalTask
{
    /// <summary>Distance at which the goal counts as reached, metres.</summary>
    public const double ToleranceM = 3 * Si.Mm;

    private const double HingeHalfXM = 8 * Si.Mm;
    private const double HingeYM = 16 * Si.Mm;
    private const double HingeHalfYM = 4 * Si.Mm;
    private const double MaxTurnRad = 15 * Si.Deg;
    private const ulong FlapStream = 5;
    private const ulong GoalStream = 6;
    private const ulong StartStream = 7;

    private static readonly Vec3 StartLowM = new(-35 * Si.Mm, -25 * Si.Mm, 18 * Si.Mm);
    private static readonly Vec3 StartHighM = new(35 * Si.Mm, 25 * Si.Mm, 40 * Si.Mm);

    private Flap? _flap;

    /// <inheritdoc/>
    public override string Name => "tissue-retraction";

    /// <inheritdoc/>
    public override string Summary => "grasp the edge of a tissue flap and draw it back to a marked point, without tearing it off";

    /// <inheritdoc/>
    public override double TimeLimitS => 15;

    /// <summary>The flap of the present episode.</summary>
    public Flap Flap => _flap ?? throw new InvalidOperationException("No scene has been built.");

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var shape = DrawFlap(scene);
        _flap = scene.AddFlap(shape);
        scene.ShowVessel(shape);
        scene.ShowTarget(DrawGoal(scene, shape));
        StartPoses.Draw(scene, 0, StartStream, StartLowM, StartHighM);
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return DistanceM(scene) <= ToleranceM && Flap.IsHingeWhole;
    }

    /// <inheritdoc/>
    public override double DistanceM(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return (Flap.EdgeMiddle_world - scene.Goal_world).Length;
    }

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new Expert(this);

    private static FlapShape DrawFlap(TaskScene scene)
    {
        var random = scene.Stream(FlapStream);
        var x = random.Between(-HingeHalfXM, HingeHalfXM);
        var y = HingeYM + random.Between(-HingeHalfYM, HingeHalfYM);
        return new(scene.Surface, new(x, y, 0), random.Between(-MaxTurnRad, MaxTurnRad));
    }

    private static Vec3 DrawGoal(TaskScene scene, in FlapShape shape)
    {
        var random = scene.Stream(GoalStream);
        var radius = random.Between(0.6, 0.8) * FlapShape.LengthM;
        var (s, c) = Math.SinCos(random.Between(35 * Si.Deg, 60 * Si.Deg));
        var side = random.Between(-4 * Si.Mm, 4 * Si.Mm);
        return shape.At(new(0.5, 0, 1)) + (radius * ((c * shape.Along_world) + new Vec3(0, 0, s))) + (side * shape.Across_world);
    }

    private sealed class Expert(TissueRetraction task) : ScriptedExpert
    {
        private const double PullSpeedMPerS = 25 * Si.Mm;

        protected override IEnumerable<Wait> Script(TaskScene scene) => Phases(scene).SelectMany(phase => phase);

        private IEnumerable<IEnumerable<Wait>> Phases(TaskScene scene)
        {
            var grasp = new EdgeGrasp(scene, Hands[0], task.Flap);
            while (true)
            {
                foreach (var phase in grasp.Attempt())
                {
                    yield return phase;
                }

                yield return Pull(scene, grasp);
            }
        }

        private IEnumerable<Wait> Pull(TaskScene scene, EdgeGrasp grasp)
        {
            Hands[0].TipSpeedMPerS = PullSpeedMPerS;
            while (grasp.Holds)
            {
                grasp.Draw(scene.Goal_world);
                yield return Wait.OnePeriod;
            }
        }
    }
}
