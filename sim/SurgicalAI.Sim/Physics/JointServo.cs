namespace SurgicalAI.Sim.Physics;

/// <summary>
/// Position servo of one joint: position error to speed to acceleration, each bounded. Inside the bounds it is a critically damped
/// second-order system that follows a ramp about 14 ms late; outside them it brakes in time and does not overshoot.
/// </summary>
/// <param name="MaxVelocity">rad/s or m/s.</param>
/// <param name="MaxAcceleration">rad/s^2 or m/s^2.</param>
internal readonly record struct JointServo(double MaxVelocity, double MaxAcceleration)
{
    private const double LagS = 0.014;
    private const double CurrentLoopS = LagS / 4;

    /// <summary>Moves the joint's speed on by one step; the position follows when contact has had its say.</summary>
    public double Accelerate(double position, double velocity, double setpoint, double stepS)
    {
        var error = setpoint - position;
        var brakingSpeed = Math.Sqrt(1.6 * MaxAcceleration * Math.Abs(error));
        var limit = Math.Min(MaxVelocity, brakingSpeed);
        var wanted = Math.Clamp(error / LagS, -limit, limit);
        var acceleration = Math.Clamp((wanted - velocity) / CurrentLoopS, -MaxAcceleration, MaxAcceleration);
        return velocity + (stepS * acceleration);
    }
}
