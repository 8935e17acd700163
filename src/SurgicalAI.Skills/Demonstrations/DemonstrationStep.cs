using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>One frame of a demonstration without its pictures.</summary>
/// <param name="TimeS">Time since the episode's first frame, seconds.</param>
/// <param name="Tool">Measured tool state at the frame.</param>
/// <param name="T_ecm_setpoint">Setpoint that the demonstrator commanded at the frame, meant for the next one.</param>
/// <param name="JawSetpointRad">Jaw setpoint, rad.</param>
public readonly record struct DemonstrationStep(
    double TimeS, ToolState Tool, Pose<EcmFrame, ToolFrame> T_ecm_setpoint, double JawSetpointRad);
