using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>A convex shape of a body or an arm's link, placed in the world at the start of a step.</summary>
internal struct Collider
{
    public ShapeKind Kind;
    public ArmLink Link;
    public Vec3 Half;
    public double Radius;
    public Rotation R_link;
    public Vec3 P_link;
    public Rotation R;
    public Vec3 P;
    public Bounds Box;
    public double Margin;

    public static Collider Of(in CollisionShape shape, ArmLink link = default) => new()
    {
        Kind = shape.Kind,
        Link = link,
        Half = shape.Kind switch { ShapeKind.Sphere => default, ShapeKind.Capsule => new(0, 0, shape.HalfSizeM.Z), _ => shape.HalfSizeM },
        Radius = shape.RadiusM,
        R_link = shape.T_body_shape.R,
        P_link = shape.T_body_shape.P,
    };

    public readonly Vec3 From => P - (Half.Z * R.Z);

    public readonly Vec3 To => P + (Half.Z * R.Z);

    public void Place(in Rotation r, Vec3 p, double margin)
    {
        (R, P) = (r * R_link, (r * P_link) + p);
        Margin = margin;
        var reach = Radius + margin;
        var e = new Vec3(
            (Half.X * Math.Abs(R.X.X)) + (Half.Y * Math.Abs(R.Y.X)) + (Half.Z * Math.Abs(R.Z.X)) + reach,
            (Half.X * Math.Abs(R.X.Y)) + (Half.Y * Math.Abs(R.Y.Y)) + (Half.Z * Math.Abs(R.Z.Y)) + reach,
            (Half.X * Math.Abs(R.X.Z)) + (Half.Y * Math.Abs(R.Y.Z)) + (Half.Z * Math.Abs(R.Z.Z)) + reach);
        Box = new(P - e, P + e);
    }

    /// <summary>A point of the world in the shape's frame.</summary>
    public readonly Vec3 ToLocal(Vec3 p) => Turned(p - P);

    /// <summary>A direction of the world in the shape's frame.</summary>
    public readonly Vec3 Turned(Vec3 d) => new(d.Dot(R.X), d.Dot(R.Y), d.Dot(R.Z));
}
