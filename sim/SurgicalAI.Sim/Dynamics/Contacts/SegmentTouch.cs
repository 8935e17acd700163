using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Touch of spheres and capsules: segments with a radius.</summary>
internal static class SegmentTouch
{
    private const double Parallel = 0.01;
    private const double Tiny = 1e-12;

    public static void Collide(in Collider a, in Collider b, double marginM, TouchBuffer touches)
    {
        var (da, db, apart) = (2 * a.Half.Z * a.R.Z, 2 * b.Half.Z * b.R.Z, a.From - b.From);
        var (aa, bb, ab) = (da.Dot(da), db.Dot(db), da.Dot(db));
        var cross = (aa * bb) - (ab * ab);
        if (aa > Tiny && bb > Tiny && cross < Parallel * aa * bb && TryParallel(a, b, da, aa, marginM, touches))
        {
            return;
        }

        var (s, t) = Nearest(aa, bb, ab, da.Dot(apart), db.Dot(apart));
        Add(a, b, a.From + (s * da), b.From + (t * db), marginM, touches);
    }

    /// <summary>Parameters in [0, 1] of the nearest points of two segments (Ericson, "Real-Time Collision Detection", 5.1.9).</summary>
    public static (double S, double T) Nearest(double aa, double bb, double ab, double ca, double cb)
    {
        if (aa <= Tiny)
        {
            return (0, bb <= Tiny ? 0 : Math.Clamp(cb / bb, 0, 1));
        }

        if (bb <= Tiny)
        {
            return (Math.Clamp(-ca / aa, 0, 1), 0);
        }

        var cross = (aa * bb) - (ab * ab);
        var s = cross > Tiny * aa * bb ? Math.Clamp(((ab * cb) - (ca * bb)) / cross, 0, 1) : 0;
        var t = ((ab * s) + cb) / bb;
        return t < 0 ? (Math.Clamp(-ca / aa, 0, 1), 0) : t > 1 ? (Math.Clamp((ab - ca) / aa, 0, 1), 1) : (s, t);
    }

    // Two points at the ends of the stretch along which they lie side by side.
    private static bool TryParallel(in Collider a, in Collider b, Vec3 da, double aa, double marginM, TouchBuffer touches)
    {
        var (t0, t1) = (da.Dot(b.From - a.From) / aa, da.Dot(b.To - a.From) / aa);
        var (low, high) = (Math.Max(0, Math.Min(t0, t1)), Math.Min(1, Math.Max(t0, t1)));
        if (high - low < 0.05)
        {
            return false;
        }

        Add(a, b, a.From + (low * da), On(b, a.From + (low * da)), marginM, touches);
        Add(a, b, a.From + (high * da), On(b, a.From + (high * da)), marginM, touches);
        return true;
    }

    private static Vec3 On(in Collider b, Vec3 p) => b.P + (Math.Clamp((p - b.P).Dot(b.R.Z), -b.Half.Z, b.Half.Z) * b.R.Z);

    private static void Add(in Collider a, in Collider b, Vec3 pa, Vec3 pb, double marginM, TouchBuffer touches)
    {
        var apart = pa - pb;
        var length = apart.Length;
        var gap = length - a.Radius - b.Radius;
        if (gap < marginM)
        {
            var n = length > 1e-9 ? apart / length : a.Half.Z > 0 && b.Half.Z > 0 ? Across(a.R.Z, b.R.Z, b.R.X) : new Vec3(0, 0, 1);
            touches.Add(new(pa - (a.Radius * n), pb + (b.Radius * n), n, gap));
        }
    }

    private static Vec3 Across(Vec3 a, Vec3 b, Vec3 otherwise)
    {
        var n = a.Cross(b);
        return n.Length > 1e-6 ? n.Normalized() : otherwise;
    }
}
