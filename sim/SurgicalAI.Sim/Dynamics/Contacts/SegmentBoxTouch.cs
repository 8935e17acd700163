using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Touch of a sphere or capsule with a box: one point, or two where it lies along a face.</summary>
internal static class SegmentBoxTouch
{
    private const double FaceCosine = 0.999;

    /// <summary>Adds touch points with the capsule as the first shape.</summary>
    public static void Collide(in Collider segment, in Collider box, double marginM, TouchBuffer touches)
    {
        var from = box.ToLocal(segment.From);
        var way = 2 * segment.Half.Z * box.Turned(segment.R.Z);
        var t = segment.Half.Z > 0 ? BoxDistance.NearestOnSegment(box.Half, from, way) : 0;
        var p = from + (t * way);
        if (BoxDistance.At(box.Half, p) > segment.Radius + box.Radius + marginM)
        {
            return;
        }

        var n = BoxDistance.Gradient(box.Half, p);
        if (segment.Half.Z == 0 || !TryAlongFace(segment, box, from, way, n, marginM, touches))
        {
            Add(segment, box, p, n, BoxDistance.At(box.Half, p), marginM, touches);
        }
    }

    private static bool TryAlongFace(in Collider segment, in Collider box, Vec3 from, Vec3 way, Vec3 n, double marginM, TouchBuffer touches)
    {
        var axis = Math.Abs(n.X) > FaceCosine ? 0 : Math.Abs(n.Y) > FaceCosine ? 1 : Math.Abs(n.Z) > FaceCosine ? 2 : -1;
        var (low, high) = (0.0, 1.0);
        if (axis < 0
            || (axis != 0 && !Clip(from.X, way.X, box.Half.X, ref low, ref high))
            || (axis != 1 && !Clip(from.Y, way.Y, box.Half.Y, ref low, ref high))
            || (axis != 2 && !Clip(from.Z, way.Z, box.Half.Z, ref low, ref high)))
        {
            return false;
        }

        var height = axis switch { 0 => box.Half.X, 1 => box.Half.Y, _ => box.Half.Z };
        var (a, b) = (from + (low * way), from + (high * way));
        Add(segment, box, a, n, a.Dot(n) - height, marginM, touches);
        if ((high - low) * way.Length > 0.1 * segment.Radius)
        {
            Add(segment, box, b, n, b.Dot(n) - height, marginM, touches);
        }

        return true;
    }

    private static bool Clip(double from, double way, double half, ref double low, ref double high)
    {
        if (Math.Abs(way) < 1e-12)
        {
            return Math.Abs(from) <= half;
        }

        var (s, t) = ((-half - from) / way, (half - from) / way);
        (low, high) = (Math.Max(low, Math.Min(s, t)), Math.Min(high, Math.Max(s, t)));
        return low <= high;
    }

    private static void Add(in Collider segment, in Collider box, Vec3 p, Vec3 n, double distance, double marginM, TouchBuffer touches)
    {
        var gap = distance - segment.Radius - box.Radius;
        if (gap < marginM)
        {
            var (p_world, n_world) = ((box.R * p) + box.P, box.R * n);
            touches.Add(new(p_world - (segment.Radius * n_world), p_world - ((distance - box.Radius) * n_world), n_world, gap));
        }
    }
}
