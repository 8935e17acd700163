using SurgicalAI.Control.Kinematics;

namespace SurgicalAI.Control.Safety;

/// <summary>
/// How far the jaws may be told to close below where they are. The jaws' servo is a spring: what the setpoint lies below the measured
/// angle, times its stiffness, is the torque with which they press. Hot path.
/// </summary>
/// <remarks>
/// dVRK presses by a jaw setpoint below zero: at its least one the motors give their full effort. That gives the stiffness. The braking
/// way of the jaws lies above the floor too, so that jaws that meet something now press no harder than allowed.
/// </remarks>
internal readonly struct GripRule
{
    private readonly double _mostBelowRad;

    public GripRule(ArmLimits limits, double maxGripNm)
    {
        StiffnessNmPerRad = limits.JawMinRad < 0 ? limits.JawMaxEffortNm / -limits.JawMinRad : 0;
        _mostBelowRad = StiffnessNmPerRad > 0 ? Math.Min(maxGripNm, limits.JawMaxEffortNm) / StiffnessNmPerRad : double.PositiveInfinity;
    }

    /// <summary>Torque for each radian that the setpoint lies below the measured angle, N m/rad; 0 for jaws that cannot press.</summary>
    public double StiffnessNmPerRad { get; }

    /// <summary>Least jaw setpoint, rad; minus infinity when the jaws' angle is not known.</summary>
    public double FloorRad(double measuredJawRad) => double.IsFinite(measuredJawRad) ? measuredJawRad - _mostBelowRad : double.NegativeInfinity;
}
