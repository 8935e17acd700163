using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>
/// One rigid body. During a substep the pose is that of the substep's start and <see cref="Shift"/> and <see cref="Turn"/> are the
/// way gone since, on which constraints work; at its end they become the new pose and the velocities.
/// </summary>
internal struct BodyState
{
    public Vec3 P;
    public Rotation R;
    public Vec3 V;
    public Vec3 W;
    public Vec3 Shift;
    public Vec3 Turn;
    public Vec3 HalfTurn;
    public Vec3 PrincipalInverse;
    public Inertia InverseInertia;
    public double InverseMass;
    public double Friction;
    public double Restitution;
    public bool Kinematic;
    public bool Precesses;
    public int FirstShape;
    public int ShapeCount;
    public double BoundingRadiusM;

    // Slow turns do not precess measurably in a substep.
    private readonly bool IsLopsided => InverseMass > 0 && W.Dot(W) > 0.01 && !(PrincipalInverse.X == PrincipalInverse.Y && PrincipalInverse.Y == PrincipalInverse.Z);

    /// <summary>Arm from the centre of mass to a point of the body, in world axes.</summary>
    public readonly Vec3 Lever(Vec3 p_body) => R * p_body;

    /// <summary>Way of a point since the substep's start.</summary>
    public readonly Vec3 ShiftAt(Vec3 lever) => Shift + Turn.Cross(lever);

    /// <summary>Velocity of a point.</summary>
    public readonly Vec3 VelocityAt(Vec3 lever) => V + W.Cross(lever);

    public readonly double InverseMassAt(Vec3 lever, Vec3 n)
    {
        var rn = lever.Cross(n);
        return InverseMass + rn.Dot(InverseInertia * rn);
    }

    public void Push(Vec3 lever, Vec3 impulse)
    {
        Shift += InverseMass * impulse;
        Turn += InverseInertia * lever.Cross(impulse);
    }

    public void PushVelocity(Vec3 lever, Vec3 impulse)
    {
        V += InverseMass * impulse;
        W += InverseInertia * lever.Cross(impulse);
    }

    public void Predict(double hS, Vec3 gravity)
    {
        if (InverseMass > 0)
        {
            V += hS * gravity;
        }

        Precesses = IsLopsided;
        (Shift, Turn) = (hS * V, hS * (Precesses ? MidTurnSpeed(hS) : W));
    }

    /// <summary>Takes the way gone as the new pose; a body that is free to turn keeps its angular momentum.</summary>
    public void Advance(double hS, double maxSpeed, double maxTurn)
    {
        Shift = Limited(Shift, hS * maxSpeed);
        Turn = Limited(Turn, hS * maxTurn);
        P += Shift;
        (V, W) = (Shift / hS, Turn / hS);
        if (Turn != Vec3.Zero)
        {
            TurnAround();
        }

        (Shift, Turn) = (default, default);
    }

    public void RefreshInertia() => InverseInertia = Inertia.Of(PrincipalInverse, R);

    private static Vec3 Limited(Vec3 v, double max)
    {
        var squared = v.Dot(v);
        return squared > max * max ? v * (max / Math.Sqrt(squared)) : v;
    }

    private static Rotation Orthonormal(in Rotation r)
    {
        var x = r.X * (1.5 - (0.5 * r.X.Dot(r.X)));
        var y = r.Y - (x.Dot(r.Y) * x);
        y *= 1.5 - (0.5 * y.Dot(y));
        return new(x, y, x.Cross(y));
    }

    private void TurnAround()
    {
        var momentum = Precesses ? MidMomentum() : default;
        R = Orthonormal(Rotation.FromRotationVector(Turn) * R);
        if (InverseMass > 0)
        {
            RefreshInertia();
            W = Precesses ? InverseInertia * momentum : W;
        }
    }

    // Turning speed in the middle of the substep of a body that keeps its angular momentum: the midpoint rule holds the energy.
    private Vec3 MidTurnSpeed(double hS)
    {
        var momentum = R * Divided(R.Inverse() * W);
        HalfTurn = 0.5 * hS * W;
        var half = Rotation.FromRotationVector(HalfTurn);
        return half * (InverseInertia * (half.Inverse() * momentum));
    }

    private readonly Vec3 MidMomentum()
    {
        var r = Rotation.FromRotationVector(HalfTurn) * R;
        return r * Divided(r.Inverse() * W);
    }

    private readonly Vec3 Divided(Vec3 w) => new(w.X / PrincipalInverse.X, w.Y / PrincipalInverse.Y, w.Z / PrincipalInverse.Z);
}
