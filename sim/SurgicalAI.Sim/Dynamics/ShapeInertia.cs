using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>Moments of inertia of evenly filled shapes about the body's axes, which are taken as principal.</summary>
internal static class ShapeInertia
{
    public static Vec3 Of(double massKg, ReadOnlySpan<CollisionShape> shapes)
    {
        var volume = 0.0;
        var sum = Vec3.Zero;
        foreach (ref readonly var shape in shapes)
        {
            var v = Volume(shape);
            volume += v;
            sum += v * PerMass(shape);
        }

        return volume > 0 ? massKg / volume * sum : massKg * new Vec3(1e-6, 1e-6, 1e-6);
    }

    private static double Volume(in CollisionShape s)
    {
        var (h, r) = (s.HalfSizeM, s.RadiusM);
        var ball = 4.0 / 3 * Math.PI * r * r * r;
        return s.Kind switch
        {
            ShapeKind.Sphere => ball,
            ShapeKind.Capsule => ball + (2 * Math.PI * r * r * h.Z),
            _ => 8 * (h.X + r) * (h.Y + r) * (h.Z + r),
        };
    }

    private static Vec3 PerMass(in CollisionShape s)
    {
        var own = Own(s);
        var (r, p) = (s.T_body_shape.R, s.T_body_shape.P);
        return new(
            Turned(own, r.X.X, r.Y.X, r.Z.X) + (p.Y * p.Y) + (p.Z * p.Z),
            Turned(own, r.X.Y, r.Y.Y, r.Z.Y) + (p.X * p.X) + (p.Z * p.Z),
            Turned(own, r.X.Z, r.Y.Z, r.Z.Z) + (p.X * p.X) + (p.Y * p.Y));
    }

    private static double Turned(Vec3 own, double x, double y, double z) => (own.X * x * x) + (own.Y * y * y) + (own.Z * z * z);

    private static Vec3 Own(in CollisionShape s)
    {
        var (h, r) = (s.HalfSizeM + new Vec3(s.RadiusM, s.RadiusM, s.RadiusM), s.RadiusM);
        return s.Kind switch
        {
            ShapeKind.Sphere => new(0.4 * r * r, 0.4 * r * r, 0.4 * r * r),
            ShapeKind.Capsule => Capsule(s.HalfSizeM.Z, r),
            _ => new Vec3((h.Y * h.Y) + (h.Z * h.Z), (h.X * h.X) + (h.Z * h.Z), (h.X * h.X) + (h.Y * h.Y)) / 3,
        };
    }

    private static Vec3 Capsule(double half, double r)
    {
        var (cylinder, caps) = (2 * half, 4.0 / 3 * r);
        var total = cylinder + caps;
        var across = (cylinder * ((r * r / 4) + (cylinder * cylinder / 12))) + (caps * ((0.4 * r * r) + (half * half) + (0.75 * half * r)));
        var along = (cylinder * r * r / 2) + (caps * 0.4 * r * r);
        return new(across / total, across / total, along / total);
    }
}
