namespace SurgicalAI.Control.Kinematics;

/// <summary>One joint in modified Denavit-Hartenberg form: <c>T = Rx(alpha) Tx(a) Rz(theta) Tz(d)</c>.</summary>
/// <param name="Name">dVRK's name of the joint.</param>
/// <param name="IsPrismatic">True when the joint value adds to <paramref name="DM"/>, false when it adds to the angle.</param>
/// <param name="AlphaRad">Twist alpha, radians.</param>
/// <param name="AM">Length a, metres.</param>
/// <param name="DM">Offset d at joint value 0, metres.</param>
/// <param name="OffsetRad">Angle theta at joint value 0, radians.</param>
public readonly record struct DhJoint(string Name, bool IsPrismatic, double AlphaRad, double AM, double DM, double OffsetRad);
