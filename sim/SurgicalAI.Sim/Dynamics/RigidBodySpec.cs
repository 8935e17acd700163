using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>A rigid body as it is added to the world.</summary>
public readonly record struct RigidBodySpec
{
    /// <summary>A body at the world's origin.</summary>
    public RigidBodySpec()
    {
    }

    /// <summary>Pose of the centre of mass and the principal axes.</summary>
    public Pose<WorldFrame, BodyFrame> T_world_body { get; init; } = Pose<WorldFrame, BodyFrame>.Identity;

    /// <summary>Mass, kg; 0 makes it static.</summary>
    public double MassKg { get; init; }

    /// <summary>Principal moments of inertia, kg m^2; zero takes those of the shapes filled evenly.</summary>
    public Vec3 InertiaKgM2 { get; init; }

    /// <summary>Friction coefficient; a pair uses the geometric mean, jaws the larger of theirs and the body's.</summary>
    public double Friction { get; init; } = 0.5;

    /// <summary>Coefficient of restitution, 0 to 1; a pair uses the larger.</summary>
    public double RestitutionUnitless { get; init; }

    /// <summary>True when the body is moved by <see cref="RigidBodies.SetPose"/> alone and pushes others.</summary>
    public bool Kinematic { get; init; }
}
