using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Learning;

/// <summary>Turns the numbers of an action into targets of the arms. Hot path: no allocation.</summary>
public sealed class ActionDriver : TaskExpert
{
    /// <summary>Numbers of an action for each arm.</summary>
    public const int LengthPerArm = 7;

    /// <summary>Greatest way of the control point in a step, metres: 100 mm/s.</summary>
    public const double MaxStepM = 2 * Si.Mm;

    /// <summary>Greatest turn in a step, rad: 3 rad/s.</summary>
    public const double MaxTurnRad = 0.06;

    /// <summary>How far the commanded control point may run ahead of the real one, metres.</summary>
    public const double MaxLeadM = 6 * Si.Mm;

    private const double MaxLeadRad = 0.3;
    private static readonly string[] OfArm = ["dx_m", "dy_m", "dz_m", "rx_rad", "ry_rad", "rz_rad", "jaw_rad"];
    private static readonly string[] OfEcm = ["ecm.dyaw_rad", "ecm.dpitch_rad", "ecm.dinsertion_m", "ecm.droll_rad"];
    private static readonly double[] EcmMax = [0.01, 0.01, 1.2 * Si.Mm, 0.01];
    private readonly double[] _action;
    private readonly int _arms;

    internal ActionDriver(TaskRig rig)
    {
        _arms = rig.ArmsAreScenery ? 0 : rig.Arms.Length;
        Names = [.. rig.Arms.Take(_arms).SelectMany(arm => OfArm.Select(name => $"{arm.Name}.{name}")), .. rig.DrivesEndoscope ? OfEcm : []];
        _action = new double[Names.Count];
    }

    /// <summary>Names of an action's numbers.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Sets the action for the next decision.</summary>
    public void Set(ReadOnlySpan<double> action)
    {
        if (action.Length != _action.Length)
        {
            throw new ArgumentException($"An action has {_action.Length} numbers, not {action.Length}.", nameof(action));
        }

        for (var i = 0; i < action.Length; i++)
        {
            _action[i] = double.IsFinite(action[i]) ? action[i] : 0;
        }
    }

    /// <inheritdoc/>
    public override void Reset(TaskScene scene) => Array.Clear(_action);

    /// <inheritdoc/>
    public override void Act(TaskScene scene, TaskTargets targets)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(targets);
        for (var i = 0; i < _arms; i++)
        {
            targets.Arms[i] = Move(scene.Arms[i], targets.Arms[i], _action.AsSpan(i * LengthPerArm, LengthPerArm));
        }

        var ecm = _action.AsSpan(_arms * LengthPerArm);
        if (!ecm.IsEmpty)
        {
            targets.EcmJoints = Turn(targets.EcmJoints, ecm);
        }
    }

    private static ArmTarget Move(SimArm arm, in ArmTarget from, ReadOnlySpan<double> action)
    {
        var controlPoint = arm.Psm.ControlPoint_tool;
        var step = Limited(new(action[0], action[1], action[2]), MaxStepM);
        var turn = Limited(new(action[3], action[4], action[5]), MaxTurnRad);
        var (now, tipNow) = (arm.T_world_tool, arm.Tip_world);
        var R = Rotation.FromRotationVector(turn) * from.T_world_tool.R;
        var ahead = (now.R.Inverse() * R).ToRotationVector();
        R = now.R * Rotation.FromRotationVector(Limited(ahead, MaxLeadRad));
        var tip = tipNow + Limited((from.T_world_tool * controlPoint) + step - tipNow, MaxLeadM);
        return new(new(R, tip - (R * controlPoint)), action[6]);
    }

    private static EcmJoints Turn(EcmJoints joints, ReadOnlySpan<double> change)
    {
        for (var i = 0; i < EcmJoints.Length; i++)
        {
            joints[i] += Math.Clamp(change[i], -EcmMax[i], EcmMax[i]);
        }

        return joints;
    }

    private static Vec3 Limited(Vec3 v, double max)
    {
        var length = v.Length;
        return length > max ? max / length * v : v;
    }
}
