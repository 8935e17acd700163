using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Distance of points and segments of no thickness from a shape.</summary>
internal static class PointTouch
{
    /// <summary>Signed distance from a shape's surface and the unit direction in which it grows.</summary>
    public static double Distance(in Collider shape, Vec3 p, out Vec3 n)
    {
        if (shape.Kind == ShapeKind.Box)
        {
            var local = shape.ToLocal(p);
            n = shape.R * BoxDistance.Gradient(shape.Half, local);
            return BoxDistance.At(shape.Half, local) - shape.Radius;
        }

        var along = Math.Clamp((p - shape.P).Dot(shape.R.Z), -shape.Half.Z, shape.Half.Z);
        var away = p - shape.P - (along * shape.R.Z);
        var length = away.Length;
        n = length > 1e-12 ? away / length : shape.R.X;
        return length - shape.Radius;
    }

    /// <summary>Parameter in [0, 1] of the point of a segment that is nearest to a shape.</summary>
    public static double Nearest(in Collider shape, Vec3 from, Vec3 to)
    {
        if (shape.Kind == ShapeKind.Box)
        {
            return BoxDistance.NearestOnSegment(shape.Half, shape.ToLocal(from), shape.Turned(to - from));
        }

        var (way, axis, apart) = (to - from, 2 * shape.Half.Z * shape.R.Z, from - shape.From);
        return SegmentTouch.Nearest(way.Dot(way), axis.Dot(axis), way.Dot(axis), way.Dot(apart), axis.Dot(apart)).S;
    }
}
