using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>Distances written down a second time, point by point, so that the gate is not judged by its own geometry.</summary>
internal static class ShapeDistance
{
    /// <summary>Distance of a point from a volume, metres; negative inside.</summary>
    public static double Of(in NoGoShape s, Vec3 p)
    {
        switch (s.Kind)
        {
            case NoGoKind.HalfSpace:
                return s.B.Dot(p) - s.B.Dot(s.A);
            case NoGoKind.Sphere:
                return (p - s.A).Length - s.RadiusM;
            case NoGoKind.Capsule:
                return OfSegment(s.A, s.B, p) - s.RadiusM;
            default:
                // Farther than any face is out of it; the nearest face tells how deep it is inside.
                var local = s.R.Inverse() * (p - s.A);
                var nearest = new Vec3(
                    Math.Clamp(local.X, -s.B.X, s.B.X), Math.Clamp(local.Y, -s.B.Y, s.B.Y), Math.Clamp(local.Z, -s.B.Z, s.B.Z));
                var outside = (local - nearest).Length;
                return outside > 0
                    ? outside
                    : -Math.Min(s.B.X - Math.Abs(local.X), Math.Min(s.B.Y - Math.Abs(local.Y), s.B.Z - Math.Abs(local.Z)));
        }
    }

    /// <summary>Distance of a point from a segment, metres.</summary>
    public static double OfSegment(Vec3 a, Vec3 b, Vec3 p)
    {
        var way = b - a;
        var along = (p - a).Dot(way);
        return along <= 0 ? (p - a).Length
            : along >= way.Dot(way) ? (p - b).Length
            : (p - a).Cross(way).Length / way.Length;
    }
}
