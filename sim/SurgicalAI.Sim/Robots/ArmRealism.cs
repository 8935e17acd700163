using System.Runtime.InteropServices;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;

namespace SurgicalAI.Sim.Robots;

/// <summary>
/// What stands between a controller and one arm that is not perfect: joint offsets, backlash and noise, and the time a command takes.
/// <c>true = reported + offset + play - noise</c>. Draws depend on the seed and the number of the step alone. Hot path: no allocation.
/// </summary>
internal sealed class ArmRealism
{
    private const ulong OffsetStream = 401;
    private const ulong HandEyeStream = 402;
    private const ulong NoiseStream = 403;

    // Mean length of a vector of three standard normal components.
    private const double MeanOfThreeNormals = 1.5957691216057308;

    private readonly RealismOptions _options;
    private readonly SimPsm _psm;
    private readonly ulong _arm;
    private readonly JointVector[] _delayed;
    private readonly double[] _delayedJawRad;
    private ulong _seed;
    private long _step;
    private JointVector _offset;
    private JointVector _play;
    private JointVector _motor;
    private Vec3 _eyeErrorM;
    private Vec3 _eyeErrorRad;

    private JointVector _commanded;
    private double _commandedJawRad;

    public ArmRealism(RealismOptions options, SimPsm psm, int arm, double stepS)
    {
        (_options, _psm, _arm) = (options, psm, (ulong)arm);
        var steps = (int)Math.Round(options.CommandDelayS / stepS);
        (_delayed, _delayedJawRad) = (new JointVector[steps], new double[steps]);
    }

    /// <summary>Setpoint as the controller last gave it.</summary>
    public JointVector Commanded => _commanded;

    /// <summary>Jaw setpoint as the controller last gave it, rad.</summary>
    public double CommandedJawRad => _commandedJawRad;

    /// <summary>Draws an episode's errors.</summary>
    public void Reset(ulong seed)
    {
        (_seed, _step, _play) = (seed + (_arm * 0x9E37_79B9UL), 0, default);
        var random = SeededRandom.Stream(_seed, OffsetStream);
        for (var i = 0; i < JointVector.Length; i++)
        {
            _offset[i] = _options.JointOffset[i] * Bounded(ref random);
        }

        random = SeededRandom.Stream(_seed, HandEyeStream);
        _eyeErrorM = _options.HandEyeErrorM / MeanOfThreeNormals * Normal3(ref random);
        _eyeErrorRad = _options.HandEyeErrorRad / MeanOfThreeNormals * Normal3(ref random);
    }

    /// <summary>The arm has been put somewhere: commands under way are those that keep it there.</summary>
    public void Place(in JointVector trueJoints, double jawRad)
    {
        _play = default;
        _motor = Reported(trueJoints);
        _delayed.AsSpan().Fill(_motor);
        _delayedJawRad.AsSpan().Fill(jawRad);
        Command(_motor, jawRad);
    }

    /// <summary>The controller gives a setpoint, in joints as it understands them.</summary>
    public void Command(in JointVector setpoint, double jawRad) => (_commanded, _commandedJawRad) = (setpoint, jawRad);

    /// <summary>One control step: the setpoint, in true joints, that the servos follow now.</summary>
    /// <param name="jawRad">Jaw setpoint to follow, rad.</param>
    public JointVector Drive(out double jawRad)
    {
        (var motor, jawRad) = (_commanded, _commandedJawRad);
        if (_delayed.Length > 0)
        {
            var slot = (int)(_step % _delayed.Length);
            (motor, _delayed[slot]) = (_delayed[slot], motor);
            (jawRad, _delayedJawRad[slot]) = (_delayedJawRad[slot], jawRad);
        }

        _step++;
        var setpoint = motor;
        for (var i = 0; i < JointVector.Length; i++)
        {
            // The joint is dragged along only when the motor reaches the end of the play.
            var half = _options.Backlash[i] / 2;
            _play[i] = Math.Clamp(_play[i] - (motor[i] - _motor[i]), -half, half);
            setpoint[i] += _offset[i] + _play[i];
        }

        _motor = motor;
        return setpoint;
    }

    /// <summary>What the sensors say.</summary>
    public ArmState Report(in ArmState truth)
    {
        var reported = Reported(truth.Position);
        var random = SeededRandom.Stream(_seed ^ ((ulong)_step << 20), NoiseStream);
        for (var i = 0; i < JointVector.Length; i++)
        {
            reported[i] += _options.JointNoise[i] * Normal(ref random);
        }

        return truth with { Position = reported };
    }

    /// <summary>
    /// The pose to command so that the tool truly gets where it is wanted, as far as a camera that sees tool and scene together can
    /// tell: the wanted motion relative to the tool as seen, applied to the tool as reported.
    /// </summary>
    /// <param name="T_world_wanted">Where the tool is truly wanted.</param>
    /// <param name="trueJoints">Joints as they are.</param>
    public Pose<WorldFrame, ToolFrame> Steer(in Pose<WorldFrame, ToolFrame> T_world_wanted, in JointVector trueJoints)
    {
        var T_seen = Seen(trueJoints);
        var T_reported = _psm.Forward_world(Reported(trueJoints));
        var R = T_world_wanted.R * (T_seen.R.Inverse() * T_reported.R);
        return _psm.PoseAt(Tip(T_world_wanted) + Tip(T_reported) - Tip(T_seen), R);
    }

    /// <summary>Where the setpoint leads, as the camera will see it: what was wanted of <see cref="Steer"/>.</summary>
    public Pose<WorldFrame, ToolFrame> SeenSetpoint()
    {
        var q = _commanded;
        for (var i = 0; i < JointVector.Length; i++)
        {
            q[i] += _offset[i] + _play[i];
        }

        return Seen(q);
    }

    public void Visit(StateArchive archive)
    {
        archive.Visit(ref _seed);
        archive.Visit(ref _step);
        archive.Visit(ref _offset);
        archive.Visit(ref _eyeErrorM);
        archive.Visit(ref _eyeErrorRad);
        archive.Visit(ref _play);
        archive.Visit(ref _motor);
        archive.Visit(ref _commanded);
        archive.Visit(ref _commandedJawRad);
        archive.Visit(MemoryMarshal.Cast<JointVector, double>(_delayed.AsSpan()));
        archive.Visit(_delayedJawRad.AsSpan());
    }

    private static double Normal(ref SeededRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextUnit())) * Math.Cos(Math.Tau * random.NextUnit());

    // Within two standard deviations: an arm with larger offsets would be sent to be calibrated.
    private static double Bounded(ref SeededRandom random)
    {
        while (true)
        {
            var x = Normal(ref random);
            if (Math.Abs(x) <= 2)
            {
                return x;
            }
        }
    }

    private static Vec3 Normal3(ref SeededRandom random) => new(Normal(ref random), Normal(ref random), Normal(ref random));

    private Vec3 Tip(in Pose<WorldFrame, ToolFrame> T_world_tool) => T_world_tool * _psm.ControlPoint_tool;

    private Pose<WorldFrame, ToolFrame> Seen(in JointVector trueJoints)
    {
        var T_true = _psm.Forward_world(trueJoints);
        return _psm.PoseAt(Tip(T_true) + _eyeErrorM, Rotation.FromRotationVector(_eyeErrorRad) * T_true.R);
    }

    private JointVector Reported(in JointVector trueJoints)
    {
        var q = trueJoints;
        for (var i = 0; i < JointVector.Length; i++)
        {
            q[i] -= _offset[i] + _play[i];
        }

        return q;
    }
}
