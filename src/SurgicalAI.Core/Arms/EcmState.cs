namespace SurgicalAI.Core.Arms;

/// <summary>What the sensors of the endoscope's arm say at one instant.</summary>
/// <param name="StampNs">Unix time of the reading, nanoseconds; 0 means invalid.</param>
/// <param name="Position">Joint positions, rad and m.</param>
/// <param name="Velocity">Joint velocities, rad/s and m/s.</param>
public readonly record struct EcmState(long StampNs, EcmJoints Position, EcmJoints Velocity);
