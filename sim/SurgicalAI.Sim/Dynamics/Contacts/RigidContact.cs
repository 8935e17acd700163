using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// A contact point of two sides and its multipliers (kg m), which carry over from substep to substep and, matched by place, from
/// step to step: a light block between heavy jaws would not hold otherwise.
/// </summary>
internal struct RigidContact
{
    public Side A;
    public Side B;
    public long Key;
    public Vec3 LocalA;
    public Vec3 LocalB;
    public Vec3 StickA;
    public Vec3 StickB;
    public Vec3 N;
    public Vec3 T1;
    public Vec3 T2;
    public double Friction;
    public double Restitution;
    public double Compliance;
    public double Damping;
    /// <summary>Positional impulse on the first side in the contact's frame, kg m.</summary>
    public Vec3 Impulse;
    public bool Slips;
    public bool IsTaken;

    /// <summary>True when <see cref="GraspSolver"/> has it in hand.</summary>
    public bool IsInGrasp;

    // Refreshed each substep.
    public Vec3 At;
    public Vec3 LeverA;
    public Vec3 LeverB;
    public double GapM;
    public Vec3 InverseMass;
    public int RowA;
    public int RowB;
    public double Drift1;
    public double Drift2;
    public double ApproachMPerS;

    /// <summary>A world vector along normal and tangents.</summary>
    public readonly Vec3 InFrame(Vec3 v) => new(v.Dot(N), v.Dot(T1), v.Dot(T2));

    /// <summary>A vector along normal and tangents in the world.</summary>
    public readonly Vec3 InWorld(Vec3 v) => (v.X * N) + (v.Y * T1) + (v.Z * T2);
}
