using SurgicalAI.Core;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// A script's grip on one arm: told where the jaw control point is to go, it glides there at bounded speed, turning on the way, and
/// moves the jaws at bounded speed. What it commands never runs ahead of the arm by more than a few millimetres.
/// </summary>
public sealed class ArmHand
{
    /// <summary>Ordinary speed of the control point, m/s.</summary>
    public const double SpeedMPerS = 60 * Si.Mm;

    private const double TurnRadPerS = 1.5;
    private const double JawRadPerS = 3;
    private const double SlowDownPerS = 6;
    private const double MaxLeadM = 6 * Si.Mm;
    private const double MinStepM = 0.05 * Si.Mm;
    private Vec3 _tip;
    private Rotation _R = Rotation.Identity;
    private double _jawRad;

    /// <summary>Makes a hand for an arm.</summary>
    /// <param name="arm">Its place in the rig.</param>
    public ArmHand(int arm) => Arm = arm;

    /// <summary>Its arm's place in the rig.</summary>
    public int Arm { get; }

    /// <summary>Where the control point is to go, metres.</summary>
    public Vec3 TipGoal_world { get; set; }

    /// <summary>Where the tool is to turn.</summary>
    public Rotation RGoal_world_tool { get; set; } = Rotation.Identity;

    /// <summary>Where the jaws are to go, rad.</summary>
    public double JawGoalRad { get; set; }

    /// <summary>Speed of the control point, m/s.</summary>
    public double TipSpeedMPerS { get; set; } = SpeedMPerS;

    /// <summary>True when what is commanded has reached the goal; the arm may still be on its way.</summary>
    public bool HasArrived => (_tip - TipGoal_world).Length < MinStepM && _R.AngleTo(RGoal_world_tool) < 1e-3 && _jawRad == JawGoalRad;

    /// <summary>True when what is commanded has reached the goal and the arm has followed to within the tolerance.</summary>
    /// <param name="scene">State.</param>
    /// <param name="toleranceM">Greatest distance left, metres.</param>
    public bool IsThere(TaskScene scene, double toleranceM)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return HasArrived && (scene.Arms[Arm].Tip_world - TipGoal_world).Length < toleranceM;
    }

    /// <summary>Sends the control point somewhere and waits until it is there or the time has passed.</summary>
    /// <param name="scene">State, always the present one.</param>
    /// <param name="tip_world">Where to, metres.</param>
    /// <param name="toleranceM">Greatest distance left, metres.</param>
    /// <param name="timeoutS">Longest wait, seconds.</param>
    public IEnumerable<Wait> Go(TaskScene scene, Vec3 tip_world, double toleranceM, double timeoutS)
    {
        TipGoal_world = tip_world;
        for (var left = timeoutS; left > 0 && !IsThere(scene, toleranceM); left -= TaskExpert.PeriodS)
        {
            yield return Wait.OnePeriod;
        }
    }

    /// <summary>Starts from where the arm is.</summary>
    public void Reset(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var arm = scene.Arms[Arm];
        var T = arm.T_world_setpoint;
        (_tip, _R, _jawRad) = (T * arm.Psm.ControlPoint_tool, T.R, arm.JawSetpointRad);
        (TipGoal_world, RGoal_world_tool, JawGoalRad, TipSpeedMPerS) = (_tip, _R, _jawRad, SpeedMPerS);
    }

    /// <summary>The next target on the way.</summary>
    /// <param name="scene">State.</param>
    /// <param name="periodS">Time until the target is to be reached, seconds.</param>
    public ArmTarget Advance(TaskScene scene, double periodS)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var arm = scene.Arms[Arm];
        HoldTheLead(arm.Tip_world);
        var way = TipGoal_world - _tip;
        var distance = way.Length;
        var step = Math.Max(MinStepM, Math.Min(TipSpeedMPerS, SlowDownPerS * distance) * periodS);
        _tip = step >= distance ? TipGoal_world : _tip + (step / distance * way);
        var angle = _R.AngleTo(RGoal_world_tool);
        var turn = TurnRadPerS * periodS;
        _R = turn >= angle ? RGoal_world_tool : _R.Slerp(RGoal_world_tool, turn / angle);
        _jawRad += Math.Clamp(JawGoalRad - _jawRad, -JawRadPerS * periodS, JawRadPerS * periodS);
        return new(arm.Psm.PoseAt(_tip, _R), _jawRad);
    }

    // Where something holds the arm back, the command waits for it instead of winding up a force.
    private void HoldTheLead(Vec3 tip_world)
    {
        var lead = _tip - tip_world;
        if (lead.Length > MaxLeadM)
        {
            _tip = tip_world + (MaxLeadM / lead.Length * lead);
        }
    }
}
