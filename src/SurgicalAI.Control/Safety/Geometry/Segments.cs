using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>Nearest points on segments (Ericson, Real-Time Collision Detection, 5.1). Hot path.</summary>
internal static class Segments
{
    /// <summary>The point of segment ab nearest to p.</summary>
    public static Vec3 Nearest(Vec3 a, Vec3 b, Vec3 p)
    {
        var ab = b - a;
        var square = ab.Dot(ab);
        return square > 0 ? a + (Math.Clamp((p - a).Dot(ab) / square, 0, 1) * ab) : a;
    }

    /// <summary>The nearest points of segments ab and cd.</summary>
    public static (Vec3 OnFirst, Vec3 OnSecond) Nearest(Vec3 a, Vec3 b, Vec3 c, Vec3 d)
    {
        var (u, v, w) = (b - a, d - c, a - c);
        var (uu, vv, uv, uw, vw) = (u.Dot(u), v.Dot(v), u.Dot(v), u.Dot(w), v.Dot(w));
        if (uu <= 0 || vv <= 0)
        {
            return uu <= 0 ? (a, Nearest(c, d, a)) : (Nearest(a, b, c), c);
        }

        var parallel = (uu * vv) - (uv * uv);
        var s = parallel > 0 ? Math.Clamp(((uv * vw) - (uw * vv)) / parallel, 0, 1) : 0;
        var t = ((uv * s) + vw) / vv;
        if (t is < 0 or > 1)
        {
            t = Math.Clamp(t, 0, 1);
            s = Math.Clamp(((t * uv) - uw) / uu, 0, 1);
        }

        return (a + (s * u), c + (t * v));
    }
}
