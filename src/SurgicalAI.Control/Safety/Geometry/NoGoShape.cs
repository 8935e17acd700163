using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>Kind of a <see cref="NoGoShape"/>.</summary>
public enum NoGoKind
{
    /// <summary>Everything on the far side of a plane.</summary>
    HalfSpace = 0,

    /// <summary>A ball.</summary>
    Sphere,

    /// <summary>All points within a radius of a segment.</summary>
    Capsule,

    /// <summary>A box, turned at will.</summary>
    Box,
}

/// <summary>A volume that no part of the instrument may enter, or a tissue that it may touch but only approach slowly.</summary>
public readonly record struct NoGoShape
{
    private NoGoShape(NoGoKind kind, Vec3 a, Vec3 b, double radiusM, Rotation r, bool mayTouch) =>
        (Kind, A, B, RadiusM, R, MayTouch) = (kind, a, b, radiusM, r, mayTouch);

    /// <summary>Kind.</summary>
    public NoGoKind Kind { get; }

    /// <summary>A point of the plane, the centre, or the first end, metres.</summary>
    public Vec3 A { get; }

    /// <summary>The second end (capsule), the half extents (box, metres), or the unit normal out of the volume (half-space).</summary>
    public Vec3 B { get; }

    /// <summary>Radius of a sphere or capsule, metres.</summary>
    public double RadiusM { get; }

    /// <summary>Axes of a box.</summary>
    public Rotation R { get; }

    /// <summary>True for tissue: it may be touched, and only the speed of approach is limited.</summary>
    public bool MayTouch { get; }

    /// <summary>Everything behind a plane.</summary>
    /// <param name="point">A point of the plane, metres.</param>
    /// <param name="outward">Direction out of the volume, any length.</param>
    /// <param name="mayTouch">True for tissue.</param>
    public static NoGoShape HalfSpace(Vec3 point, Vec3 outward, bool mayTouch = false) =>
        Checked(new(NoGoKind.HalfSpace, point, outward.Normalized(), 0, Rotation.Identity, mayTouch));

    /// <summary>A ball.</summary>
    /// <param name="centre">Centre, metres.</param>
    /// <param name="radiusM">Radius, metres.</param>
    /// <param name="mayTouch">True for tissue.</param>
    public static NoGoShape Sphere(Vec3 centre, double radiusM, bool mayTouch = false) =>
        Checked(new(NoGoKind.Sphere, centre, centre, radiusM, Rotation.Identity, mayTouch));

    /// <summary>A thick segment, for example a vessel.</summary>
    /// <param name="a">One end, metres.</param>
    /// <param name="b">The other end, metres.</param>
    /// <param name="radiusM">Radius, metres.</param>
    /// <param name="mayTouch">True for tissue.</param>
    public static NoGoShape Capsule(Vec3 a, Vec3 b, double radiusM, bool mayTouch = false) =>
        Checked(new(NoGoKind.Capsule, a, b, radiusM, Rotation.Identity, mayTouch));

    /// <summary>A box.</summary>
    /// <param name="centre">Centre, metres.</param>
    /// <param name="halfExtents">Half of each edge, metres.</param>
    /// <param name="axes">Axes of the box.</param>
    /// <param name="mayTouch">True for tissue.</param>
    public static NoGoShape Box(Vec3 centre, Vec3 halfExtents, Rotation axes, bool mayTouch = false) =>
        Checked(new(NoGoKind.Box, centre, halfExtents, 0, axes, mayTouch));

    /// <summary>The same volume seen from another frame.</summary>
    /// <param name="r">Rotation of this frame in the other.</param>
    /// <param name="p">Origin of this frame in the other, metres.</param>
    public NoGoShape Seen(Rotation r, Vec3 p) => new(
        Kind, (r * A) + p, Kind switch { NoGoKind.HalfSpace => r * B, NoGoKind.Capsule => (r * B) + p, _ => B }, RadiusM, r * R, MayTouch);

    /// <summary>Distance of a point from the volume's surface, metres; negative inside.</summary>
    public double DistanceM(Vec3 p) => Kind switch
    {
        NoGoKind.HalfSpace => (p - A).Dot(B),
        NoGoKind.Box => BoxDistanceM(Local(p)),
        _ => (p - Segments.Nearest(A, B, p)).Length - RadiusM,
    };

    /// <summary>
    /// The point of a segment nearest to the volume, the direction there out of the volume, and a distance that is at most 10 um less
    /// than the true one where that is not more than <paramref name="careM"/>.
    /// </summary>
    internal (double DistanceM, Vec3 Point, Vec3 Away) Nearest(Vec3 a, Vec3 b, double careM)
    {
        switch (Kind)
        {
            case NoGoKind.HalfSpace:
                var p = (b - a).Dot(B) < 0 ? b : a;
                return ((p - A).Dot(B), p, B);
            case NoGoKind.Box:
                // Boxes are dear: the ball around one is enough where it is far.
                var near = Segments.Nearest(a, b, A);
                var farM = (near - A).Length - B.Length;
                return farM > careM ? (farM, near, (near - A).Normalized()) : NearestToBox(a, b);
            default:
                var (mine, its) = Segments.Nearest(a, b, A, B);
                var way = mine - its;
                var length = way.Length;
                return (length - RadiusM, mine, length > 1e-9 ? way / length : new(0, 0, 1));
        }
    }

    private static NoGoShape Checked(NoGoShape s) =>
        s.A.IsFinite && s.B.IsFinite && s.R.IsFinite && (s.Kind is NoGoKind.HalfSpace or NoGoKind.Box || s.RadiusM > 0)
            && (s.Kind != NoGoKind.Box || (s.B.X > 0 && s.B.Y > 0 && s.B.Z > 0))
            ? s
            : throw new ArgumentException($"Not a volume: {s}");

    private Vec3 Local(Vec3 p)
    {
        var d = p - A;
        return new(d.Dot(R.X), d.Dot(R.Y), d.Dot(R.Z));
    }

    private double BoxDistanceM(Vec3 local)
    {
        var (x, y, z) = (Math.Abs(local.X) - B.X, Math.Abs(local.Y) - B.Y, Math.Abs(local.Z) - B.Z);
        var outside = new Vec3(Math.Max(x, 0), Math.Max(y, 0), Math.Max(z, 0));
        return outside.Length + Math.Min(Math.Max(Math.Max(x, y), z), 0);
    }

    // The distance from a convex body is convex along a line: golden section.
    private (double DistanceM, Vec3 Point, Vec3 Away) NearestToBox(Vec3 a, Vec3 b)
    {
        const double Golden = 0.618033988749895;
        const double FineM = 10e-6;
        var (from, way) = (Local(a), Local(b) - Local(a));
        var length = way.Length;
        var (low, high) = (0.0, 1.0);
        var (s, t) = (1 - Golden, Golden);
        var (ds, dt) = (BoxDistanceM(from + (s * way)), BoxDistanceM(from + (t * way)));
        while ((high - low) * length > FineM)
        {
            if (ds < dt)
            {
                (high, t, dt) = (t, s, ds);
                s = high - (Golden * (high - low));
                ds = BoxDistanceM(from + (s * way));
            }
            else
            {
                (low, s, ds) = (s, t, dt);
                t = low + (Golden * (high - low));
                dt = BoxDistanceM(from + (t * way));
            }
        }

        var best = ds < dt ? s : t;
        return (Math.Min(ds, dt) - ((high - low) * length), a + (best * (b - a)), R * BoxNormal(from + (best * way)));
    }

    private Vec3 BoxNormal(Vec3 local)
    {
        var (x, y, z) = (Math.Abs(local.X) - B.X, Math.Abs(local.Y) - B.Y, Math.Abs(local.Z) - B.Z);
        var outside = new Vec3(
            Math.CopySign(Math.Max(x, 0), local.X), Math.CopySign(Math.Max(y, 0), local.Y), Math.CopySign(Math.Max(z, 0), local.Z));
        return outside.Length > 1e-9 ? outside.Normalized()
            : x >= y && x >= z ? new(Math.Sign(local.X), 0, 0)
            : y >= z ? new(0, Math.Sign(local.Y), 0)
            : new(0, 0, Math.Sign(local.Z));
    }
}
