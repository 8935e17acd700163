using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>Marks a rigid body's frame: origin at its centre of mass, axes along its principal axes.</summary>
public readonly struct BodyFrame : IFrame;

/// <summary>Marks a collision shape's own frame, centred on it.</summary>
public readonly struct ShapeFrame : IFrame;

/// <summary>Kinds of convex collision shapes.</summary>
public enum ShapeKind
{
    /// <summary>Ball.</summary>
    Sphere,

    /// <summary>All points within a radius of a segment along local Z.</summary>
    Capsule,

    /// <summary>All points within a radius of a box: a rounded box, sharp when the radius is 0.</summary>
    Box,
}

/// <summary>A convex shape on a body.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="T_body_shape">Pose on the body.</param>
/// <param name="HalfSizeM">Half extents of the box without its radius; a capsule uses Z, a sphere none; metres.</param>
/// <param name="RadiusM">Radius of sphere, capsule or rounding, metres.</param>
public readonly record struct CollisionShape(ShapeKind Kind, Pose<BodyFrame, ShapeFrame> T_body_shape, Vec3 HalfSizeM, double RadiusM)
{
    /// <summary>A ball.</summary>
    public static CollisionShape Sphere(Vec3 centre_body, double radiusM) => new(ShapeKind.Sphere, new(Rotation.Identity, centre_body), default, radiusM);

    /// <summary>A capsule between two points of the body.</summary>
    public static CollisionShape Capsule(Vec3 from_body, Vec3 to_body, double radiusM)
    {
        var z = to_body - from_body;
        var side = Math.Abs(z.X) < 0.9 * z.Length ? new Vec3(1, 0, 0) : new Vec3(0, 1, 0);
        var x = z.Cross(side).Normalized();
        var along = z.Normalized();
        return new(ShapeKind.Capsule, new(new(x, along.Cross(x), along), 0.5 * (from_body + to_body)), new(0, 0, 0.5 * z.Length), radiusM);
    }

    /// <summary>A box of the given outer half extents; the rounding lies inside them.</summary>
    public static CollisionShape Box(Pose<BodyFrame, ShapeFrame> T_body_shape, Vec3 outerHalfM, double roundingM = 0) =>
        new(ShapeKind.Box, T_body_shape, outerHalfM - new Vec3(roundingM, roundingM, roundingM), roundingM);

    /// <summary>A box centred on the body.</summary>
    public static CollisionShape Box(Vec3 outerHalfM, double roundingM = 0) => Box(Pose<BodyFrame, ShapeFrame>.Identity, outerHalfM, roundingM);
}
