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
    public Vec3 PrincipalInverse;
    public Inertia InverseInertia;
    public double InverseMass;
    public double Friction;
    public double Restitution;
    public bool Kinematic;
    public int FirstShape;
    public int ShapeCount;
    public double BoundingRadiusM;

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

    public void Predict(double hS, Vec3 gravity)
    {
        if (InverseMass > 0)
        {
            V += hS * gravity;
        }

        (Shift, Turn) = (hS * V, hS * W);
    }

    /// <summary>Takes the way gone as the new pose; a body that is free to turn keeps its angular momentum.</summary>
    public void Advance(double hS, double maxSpeed, double maxTurn)
    {
        Shift = Limited(Shift, hS * maxSpeed);
        Turn = Limited(Turn, hS * maxTurn);
        P += Shift;
        (V, W) = (Shift / hS, Turn / hS);
        if (Turn == Vec3.Zero)
        {
            return;
        }

        var turned = Rotation.FromRotationVector(Turn);
        var principal = R.Inverse() * W;
        R = Orthonormal(turned * R);
        if (InverseMass > 0)
        {
            Precess(principal, turned);
        }
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

    private void Precess(Vec3 w_body, in Rotation turned)
    {
        var i = PrincipalInverse;
        if (i.X == i.Y && i.Y == i.Z)
        {
            InverseInertia = Inertia.Of(i, R);
            return;
        }

        var momentum = RotateBack(turned, w_body, i);
        InverseInertia = Inertia.Of(i, R);
        W = InverseInertia * momentum;
    }

    // Angular momentum in world axes before the turn: L = R_old I w_body, and R_old = turned^T R.
    private readonly Vec3 RotateBack(in Rotation turned, Vec3 w_body, Vec3 inverse) =>
        turned.Inverse() * (R * new Vec3(w_body.X / inverse.X, w_body.Y / inverse.Y, w_body.Z / inverse.Z));
}
