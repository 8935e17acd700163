using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Experts;

/// <summary>
/// Moves aimlessly and roughly: each arm rushes from one random pose to the next, into the tissue too, and opens and closes its jaws
/// at random. Its chance comes from the episode's seed.
/// </summary>
public sealed class RandomExpert : TaskExpert
{
    private const ulong ChanceStream = 90;
    private const double HalfXM = 45 * Si.Mm;
    private const double HalfYM = 35 * Si.Mm;
    private const double LowM = -8 * Si.Mm;
    private const double HighM = 45 * Si.Mm;
    private const double MaxTurnRad = 60 * Si.Deg;
    private const double MaxJawRad = 1.2;
    private const double PressJawRad = -0.3;
    private Wanderer[] _arms = [];
    private SeededRandom _random;

    /// <inheritdoc/>
    public override void Reset(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        _random = scene.Stream(ChanceStream);
        _arms = new Wanderer[scene.Arms.Count];
    }

    /// <inheritdoc/>
    public override void Act(TaskScene scene, TaskTargets targets)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(targets);
        for (var i = 0; i < _arms.Length; i++)
        {
            var arm = scene.Arms[i];
            ref var wanderer = ref _arms[i];
            if (wanderer.LeftS <= 0)
            {
                wanderer = Draw(arm.R_world_tool_nominal);
            }

            wanderer.LeftS -= PeriodS;
            targets.Arms[i] = Towards(wanderer, targets.Arms[i], arm.Psm.ControlPoint_tool);
        }
    }

    private static ArmTarget Towards(in Wanderer wanderer, in ArmTarget from, Vec3 controlPoint_tool)
    {
        var tip = from.T_world_tool * controlPoint_tool;
        var way = wanderer.Tip_world - tip;
        tip += Math.Min(1, wanderer.SpeedMPerS * PeriodS / Math.Max(1e-9, way.Length)) * way;
        var angle = from.T_world_tool.R.AngleTo(wanderer.R_world_tool);
        var R = from.T_world_tool.R.Slerp(wanderer.R_world_tool, Math.Min(1, wanderer.TurnRadPerS * PeriodS / Math.Max(1e-9, angle)));
        return new(new(R, tip - (R * controlPoint_tool)), wanderer.JawRad);
    }

    private Wanderer Draw(Rotation R_world_tool_nominal)
    {
        var tip = new Vec3(_random.Between(-HalfXM, HalfXM), _random.Between(-HalfYM, HalfYM), _random.Between(LowM, HighM));
        var turn = _random.Between(0, MaxTurnRad) * _random.Direction();
        return new()
        {
            Tip_world = tip,
            R_world_tool = Rotation.FromRotationVector(turn) * R_world_tool_nominal,
            JawRad = _random.Between(PressJawRad, MaxJawRad),
            SpeedMPerS = _random.Between(20 * Si.Mm, 200 * Si.Mm),
            TurnRadPerS = _random.Between(0.5, 4),
            LeftS = _random.Between(0.1, 0.8),
        };
    }

    private struct Wanderer
    {
        public Vec3 Tip_world;
        public Rotation R_world_tool;
        public double JawRad;
        public double SpeedMPerS;
        public double TurnRadPerS;
        public double LeftS;
    }
}
