using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>Symmetric 3x3 matrix: an inertia or its inverse in world axes.</summary>
internal readonly record struct Inertia(double Xx, double Yy, double Zz, double Xy, double Xz, double Yz)
{
    public static Vec3 operator *(in Inertia m, Vec3 v) => new(
        (m.Xx * v.X) + (m.Xy * v.Y) + (m.Xz * v.Z),
        (m.Xy * v.X) + (m.Yy * v.Y) + (m.Yz * v.Z),
        (m.Xz * v.X) + (m.Yz * v.Y) + (m.Zz * v.Z));

    /// <summary>Principal moments turned into world axes.</summary>
    public static Inertia Of(Vec3 principal, in Rotation r)
    {
        var (x, y, z) = (principal.X * r.X, principal.Y * r.Y, principal.Z * r.Z);
        return new(
            (x.X * r.X.X) + (y.X * r.Y.X) + (z.X * r.Z.X),
            (x.Y * r.X.Y) + (y.Y * r.Y.Y) + (z.Y * r.Z.Y),
            (x.Z * r.X.Z) + (y.Z * r.Y.Z) + (z.Z * r.Z.Z),
            (x.X * r.X.Y) + (y.X * r.Y.Y) + (z.X * r.Z.Y),
            (x.X * r.X.Z) + (y.X * r.Y.Z) + (z.X * r.Z.Z),
            (x.Y * r.X.Z) + (y.Y * r.Y.Z) + (z.Y * r.Z.Z));
    }
}
