using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Experts;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Pick up a needle that lies on the tissue and bring its middle to a marked point in the air. Lengths are SurRoL's divided by its
/// scale of 5: the needle's middle within 10 mm of the centre along X and Y, turned by up to 90 degrees to either side; the goal
/// 34 mm above the ground, its X and Y normal about the centre with 10 mm; done when the wire's middle is within 5 mm of the goal.
/// </summary>
/// <remarks>
/// What differs from SurRoL: the needle lies on uneven tissue instead of a flat pad; its arc, not its diameter, is 40 mm long; it
/// weighs what steel wire weighs (0.36 g, not 10 g) and is held by friction alone, never by a constraint; the instrument starts above
/// the near corner of the workspace on its own side.
/// </remarks>
public sealed class NeedlePick : SurgicalTask
{
    /// <summary>Distance between the wire's middle and the goal at which the goal counts as reached, metres.</summary>
    public const double ToleranceM = 5 * Si.Mm;

    /// <summary>Height of the goal above the tissue's mean, metres.</summary>
    public const double GoalHeightM = 34 * Si.Mm;

    /// <summary>Greatest distance of the wire's middle from the centre along X and along Y at the start, metres.</summary>
    public const double NeedleHalfM = 10 * Si.Mm;

    private const double GoalSpreadM = 10 * Si.Mm;
    private const double StartDistanceM = 15 * Si.Mm;
    private const ulong NeedleStream = 5;
    private const ulong GoalStream = 6;

    /// <inheritdoc/>
    public override string Name => "needle-pick";

    /// <inheritdoc/>
    public override string Summary => "grasp a needle that lies on the tissue and lift it to a marked point";

    /// <inheritdoc/>
    public override double TimeLimitS => 10;

    /// <summary>The needle of the running episode.</summary>
    public NeedleBody Needle { get; private set; }

    /// <inheritdoc/>
    public override void Build(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        StartPoses.AtCorner(scene, 0);
        Needle = scene.AddNeedle(DrawNeedle(scene));
        var random = scene.Stream(GoalStream);
        scene.ShowTarget(new(GoalSpreadM * random.Normal(), GoalSpreadM * random.Normal(), GoalHeightM));
    }

    /// <inheritdoc/>
    public override bool IsSuccess(TaskScene scene) => DistanceM(scene) <= ToleranceM;

    /// <inheritdoc/>
    public override double DistanceM(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return (Needle.Wire_world(scene, 0) - scene.Goal_world).Length;
    }

    /// <inheritdoc/>
    public override TaskExpert MakeExpert() => new NeedlePickExpert(this);

    // An arm that stayed from the last episode may be in the way: the needle then lies where its tip is not.
    private static Pose<WorldFrame, NeedleFrame> DrawNeedle(TaskScene scene)
    {
        var random = scene.Stream(NeedleStream);
        var tries = new ResetTries(scene, "a place for the needle");
        while (true)
        {
            tries.Next();
            var (x, y) = (random.Between(-NeedleHalfM, NeedleHalfM), random.Between(-NeedleHalfM, NeedleHalfM));
            var T_world_needle = NeedleShape.Rest(scene.Surface, x, y, random.Between(-Math.PI / 2, Math.PI / 2));
            if (!scene.ArmsStay || (T_world_needle.P - scene.Arms[0].Tip_world).Length >= StartDistanceM)
            {
                return T_world_needle;
            }
        }
    }
}

/// <summary>Takes the needle by its middle, lifts it, looks whether it came along, and carries it to the goal; else tries again.</summary>
internal sealed class NeedlePickExpert(NeedlePick task) : ScriptedExpert
{
    /// <inheritdoc/>
    protected override IEnumerable<Wait> Script(TaskScene scene)
    {
        var hand = Hands[0];
        while (true)
        {
            foreach (var wait in NeedleMoves.Pick(scene, hand, task.Needle, fraction: 0))
            {
                yield return wait;
            }

            // Higher up the shaft lies flatter: the wrist is bent back to where it has play.
            hand.RGoal_world_tool = NeedleMoves.NearestNominal(scene.Arms[0]);
            while (task.Needle.IsHeldBy(scene, 0))
            {
                hand.TipGoal_world = scene.Arms[0].Tip_world + scene.Goal_world - task.Needle.Wire_world(scene, 0);
                yield return Wait.OnePeriod;
            }
        }
    }
}
