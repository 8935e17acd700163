using SurgicalAI.Core.Arms;

namespace SurgicalAI.Control.Kinematics;

/// <summary>Ranges of an arm with its tool; rad and m, per second, per second squared.</summary>
/// <param name="Min">Least joint positions.</param>
/// <param name="Max">Greatest joint positions.</param>
/// <param name="MaxVelocity">Greatest joint speeds.</param>
/// <param name="MaxAcceleration">Greatest joint accelerations.</param>
/// <param name="MaxEffort">Greatest efforts of the motors, N m and N.</param>
/// <param name="JawMinRad">Least jaw opening; negative presses.</param>
/// <param name="JawMaxRad">Greatest jaw opening.</param>
/// <param name="JawMaxVelocityRadPerS">Greatest jaw speed.</param>
/// <param name="JawMaxAccelerationRadPerS2">Greatest jaw acceleration.</param>
/// <param name="JawMaxEffortNm">Greatest torque on the jaw, N m.</param>
/// <param name="WristToRcmMinM">Least distance of the wrist from the remote centre of motion under control.</param>
/// <param name="WristToRcmBufferM">Distance kept on top of that.</param>
public sealed record ArmLimits(
    JointVector Min,
    JointVector Max,
    JointVector MaxVelocity,
    JointVector MaxAcceleration,
    JointVector MaxEffort,
    double JawMinRad,
    double JawMaxRad,
    double JawMaxVelocityRadPerS,
    double JawMaxAccelerationRadPerS2,
    double JawMaxEffortNm,
    double WristToRcmMinM,
    double WristToRcmBufferM);
