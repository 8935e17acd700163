using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety;
using SurgicalAI.Core.Arms;

namespace SurgicalAI.Tests.Control;

/// <summary>
/// The jerk rule by finite differences of the outputs alone: acceleration changes by at most the jerk limit, unless the axis gets no
/// faster; after such braking the change counts from no acceleration.
/// </summary>
internal struct JerkOracle
{
    private const int Axes = JointVector.Length + 1;
    private double[]? _v;
    private double[]? _a;
    private bool[]? _braked;

    public bool Allows(in JointVector q, double jawRad, in GateState before, ArmLimits l, GateOptions options)
    {
        _v ??= new double[Axes];
        _a ??= new double[Axes];
        _braked ??= new bool[Axes];
        var ok = true;
        for (var i = 0; i < Axes; i++)
        {
            var isJaw = i == JointVector.Length;
            var v = ((isJaw ? jawRad : q[i]) - (isJaw ? before.JawRad : before.Setpoint[i])) / options.DtS;
            var a = (v - _v[i]) / options.DtS;
            var most = ((isJaw ? l.JawMaxAccelerationRadPerS2 : l.MaxAcceleration[i]) / options.JerkTimeS * options.DtS) + 1e-6;
            var gains = Math.Abs(v) > Math.Abs(_v[i]) + 1e-9 || v * _v[i] < -1e-18;
            ok &= !gains || Math.Abs(a - _a[i]) <= most || (_braked[i] && Math.Abs(a) <= most);
            (_v[i], _a[i], _braked[i]) = (v, a, !gains);
        }

        return ok;
    }
}
