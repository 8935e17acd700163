using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>
/// Judges a gate's outputs by finite differences and forward kinematics, with nothing of the gate's own arithmetic.
/// </summary>
internal sealed class GateOracle
{
    private const int Axes = JointVector.Length + 1;
    private const double FineM = 1e-7;
    private const double FineMPerS = 1e-5;

    private readonly PsmKinematics _kinematics;
    private readonly GateScene _scene;
    private readonly double[] _x = new double[Axes];
    private readonly double[] _v = new double[Axes];
    private readonly double[] _a = new double[Axes];
    private readonly bool[] _braked = new bool[Axes];
    private readonly Func<Vec3, double>[] _distances;
    private BodySamples _body;
    private BodySamples _before;

    public GateOracle(PsmKinematics kinematics, GateScene scene, in JointVector start, double jawRad)
    {
        (_kinematics, _scene, _body, _before) = (kinematics, scene, new(kinematics), new(kinematics));
        _distances = [.. scene.NoGo.Shapes.Select(s => (Func<Vec3, double>)(p => ShapeDistance.Of(s, p)))];
        if (!scene.Points_base.IsEmpty)
        {
            _distances = [.. _distances, p => scene.Points_base.Min(q => (p - q).Length) - scene.PointRadiusM];
        }

        for (var i = 0; i < Axes; i++)
        {
            _x[i] = i < JointVector.Length ? start[i] : jawRad;
        }

        _body.Place(start, jawRad);
    }

    /// <summary>The instrument at the last output.</summary>
    public BodySamples Body => _body;

    /// <summary>Judges one output.</summary>
    /// <param name="command">Output.</param>
    /// <param name="measuredJawRad">Measured opening when it was made, rad.</param>
    /// <param name="score">Takes down what is wrong.</param>
    public void Judge(in ClearedCommand command, double measuredJawRad, GateScore score)
    {
        JudgeAxes(command, score);
        var l = _kinematics.Model.Limits;
        var wristM = _kinematics.WristDistanceM(command.Setpoint);
        Require(wristM >= l.WristToRcmMinM + l.WristToRcmBufferM, GateLimit.WristToRcm, score);
        Require(
            wristM >= _scene.Options.CannulaTipM + _scene.Options.WristClearOfCannulaM && wristM <= _scene.Options.MaxDepthM, GateLimit.CannulaDepth, score);
        Require(_scene.Options.Workspace.Contains(_kinematics.Forward(command.Setpoint).P), GateLimit.Workspace, score);
        var mostNm = Math.Min(_scene.Options.MaxGripNm, l.JawMaxEffortNm);
        Require((measuredJawRad - command.JawRad) * (l.JawMaxEffortNm / -l.JawMinRad) <= mostNm + 1e-9, GateLimit.GripForce, score);
        (_body, _before) = (_before, _body);
        _body.Place(command.Setpoint, command.JawRad);
        JudgeGaps(score);
    }

    private static void Require(bool ok, GateLimit limit, GateScore score)
    {
        if (!ok)
        {
            score.Violated(limit);
        }
    }

    private void JudgeAxes(in ClearedCommand command, GateScore score)
    {
        var (l, dt) = (_kinematics.Model.Limits, _scene.Options.DtS);
        for (var i = 0; i < Axes; i++)
        {
            var isJaw = i == JointVector.Length;
            var x = isJaw ? command.JawRad : command.Setpoint[i];
            var v = (x - _x[i]) / dt;
            var a = (v - _v[i]) / dt;
            var mostA = isJaw ? l.JawMaxAccelerationRadPerS2 : l.MaxAcceleration[i];
            Require(x >= (isJaw ? l.JawMinRad : l.Min[i]) && x <= (isJaw ? l.JawMaxRad : l.Max[i]), GateLimit.Position, score);
            Require(Math.Abs(v) <= (isJaw ? l.JawMaxVelocityRadPerS : l.MaxVelocity[i]), GateLimit.Velocity, score);
            Require(Math.Abs(a) <= mostA, GateLimit.Acceleration, score);

            // Whoever gains speed changes the acceleration by no more than the jerk allows, from before or, after braking, from none.
            var gains = Math.Abs(v) > Math.Abs(_v[i]) + 1e-9 || v * _v[i] < -1e-18;
            var most = (mostA / _scene.Options.JerkTimeS * dt) + 1e-6;
            Require(!gains || Math.Abs(a - _a[i]) <= most || (_braked[i] && Math.Abs(a) <= most), GateLimit.Jerk, score);
            (_x[i], _v[i], _a[i], _braked[i]) = (x, v, a, !gains);
        }
    }

    private void JudgeGaps(GateScore score)
    {
        var (law, dt) = (_scene.Options.Approach, _scene.Options.DtS);
        var fastest = _body.MovedM(_before) / dt;
        for (var i = 0; i < _distances.Length; i++)
        {
            var isTouchable = i < _scene.NoGo.Shapes.Length && _scene.NoGo.Shapes[i].MayTouch;
            var marginM = isTouchable ? 0 : _scene.Options.NoGoMarginM;
            for (var part = 0; part < BodySamples.Parts; part++)
            {
                // Far away and slow enough whichever way it moves: no need to look closer.
                var (roughM, slackM) = _body.Roughly(part, _distances[i]);
                if (roughM - slackM > marginM && fastest <= law.FloorMPerS + (law.PerS * (roughM - slackM - marginM)))
                {
                    continue;
                }

                var (beforeM, gapM) = (_before.LeastM(part, _distances[i]), _body.LeastM(part, _distances[i]));
                var allowed = law.FloorMPerS + (law.PerS * Math.Max(0, beforeM - marginM)) + FineMPerS;
                Require(isTouchable || gapM >= marginM - FineM, GateLimit.NoGo, score);
                Require((beforeM - gapM) / dt <= allowed, GateLimit.ApproachSpeed, score);
            }
        }
    }
}
