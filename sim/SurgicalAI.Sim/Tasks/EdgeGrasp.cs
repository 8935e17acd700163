using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Tasks;

/// <summary>How a script takes hold of a flap's upturned edge in its middle: jaws open across the lip, in, shut.</summary>
/// <param name="scene">State, always the present one.</param>
/// <param name="hand">The script's grip on the arm.</param>
/// <param name="flap">What is grasped.</param>
internal sealed class EdgeGrasp(TaskScene scene, ArmHand hand, Flap flap)
{
    private const double OpenRad = 0.8;
    private const double ShutRad = -0.3;
    private const double ApproachM = 12 * Si.Mm;
    private const double BiteM = 4.5 * Si.Mm;
    private const double HeldM = 8 * Si.Mm;
    private const double InSpeedMPerS = 30 * Si.Mm;
    private const double NearM = 1 * Si.Mm;
    private const double ShutS = 0.4;

    /// <summary>True while the edge's middle stays near the tip.</summary>
    public bool Holds => (flap.EdgeMiddle_world - scene.Arms[hand.Arm].Tip_world).Length < HeldM;

    /// <summary>One attempt, in phases.</summary>
    public IEnumerable<IEnumerable<Wait>> Attempt()
    {
        var R = Orientation();
        (hand.JawGoalRad, hand.RGoal_world_tool, hand.TipSpeedMPerS) = (OpenRad, R, ArmHand.SpeedMPerS);
        yield return hand.Go(scene, flap.EdgeMiddle_world - (ApproachM * R.Z), NearM, 4);
        hand.TipSpeedMPerS = InSpeedMPerS;
        yield return hand.Go(scene, flap.EdgeMiddle_world + (BiteM * R.Z), NearM, 2);
        hand.JawGoalRad = ShutRad;
        yield return Shut();
    }

    /// <summary>Moves the hand so that the edge's middle comes to a place, as far as the tissue lets it.</summary>
    public void Draw(Vec3 edge_world) => hand.TipGoal_world = edge_world + (scene.Arms[hand.Arm].Tip_world - flap.EdgeMiddle_world);

    private static IEnumerable<Wait> Shut()
    {
        for (var left = ShutS; left > 0; left -= TaskExpert.PeriodS)
        {
            yield return Wait.OnePeriod;
        }
    }

    // Jaws in the lip's plane, pointing into the tissue as near to the arm's nominal orientation as that allows.
    private Rotation Orientation()
    {
        var nominal = scene.Arms[hand.Arm].R_world_tool_nominal;
        var normal = flap.EdgeNormal_world;
        var z = (nominal.Z - (nominal.Z.Dot(normal) * normal)).Normalized();
        var y = normal.Dot(nominal.Y) > 0 ? normal : -normal;
        return new(y.Cross(z), y, z);
    }
}
