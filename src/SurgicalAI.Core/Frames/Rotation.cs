namespace SurgicalAI.Core.Frames;

/// <summary>Rotation as its three columns (the images of the X, Y and Z axes), so that <c>R_a_b * v_b = v_a</c>.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">Second column.</param>
/// <param name="Z">Third column.</param>
public readonly record struct Rotation(Vec3 X, Vec3 Y, Vec3 Z)
{
    /// <summary>No rotation.</summary>
    public static Rotation Identity => new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>True when all nine entries are finite.</summary>
    public bool IsFinite => X.IsFinite && Y.IsFinite && Z.IsFinite;

    /// <summary>Rotation about the X axis, radians.</summary>
    public static Rotation AboutX(double angleRad)
    {
        var (s, c) = Math.SinCos(angleRad);
        return new(new(1, 0, 0), new(0, c, s), new(0, -s, c));
    }

    /// <summary>Rotation about the Y axis, radians.</summary>
    public static Rotation AboutY(double angleRad)
    {
        var (s, c) = Math.SinCos(angleRad);
        return new(new(c, 0, -s), new(0, 1, 0), new(s, 0, c));
    }

    /// <summary>Rotation about the Z axis, radians.</summary>
    public static Rotation AboutZ(double angleRad)
    {
        var (s, c) = Math.SinCos(angleRad);
        return new(new(c, s, 0), new(-s, c, 0), new(0, 0, 1));
    }

    /// <summary>Exponential map of a rotation vector (axis times angle, radians).</summary>
    public static Rotation FromRotationVector(Vec3 rotationRad)
    {
        var angle = rotationRad.Length;
        if (angle < 1e-12)
        {
            return FromColumns(new(1, rotationRad.Z, -rotationRad.Y), new(-rotationRad.Z, 1, rotationRad.X));
        }

        var (s, c) = Math.SinCos(angle / 2);
        var v = rotationRad * (s / angle);
        return FromQuaternion(v.X, v.Y, v.Z, c);
    }

    /// <summary>Nearest rotation to two columns by Gram-Schmidt (the 6-D form of learned rotations); not finite if they are parallel or zero.</summary>
    public static Rotation FromColumns(Vec3 x, Vec3 y)
    {
        var ex = x.Normalized();
        var ey = (y - (ex.Dot(y) * ex)).Normalized();
        return new(ex, ey, ex.Cross(ey));
    }

    /// <summary>Rotation of a quaternion (x, y, z, w), normalised here; not finite for the zero quaternion.</summary>
    public static Rotation FromQuaternion(double x, double y, double z, double w)
    {
        var n = 2 / ((x * x) + (y * y) + (z * z) + (w * w));
        return new(
            new(1 - (n * ((y * y) + (z * z))), n * ((x * y) + (w * z)), n * ((x * z) - (w * y))),
            new(n * ((x * y) - (w * z)), 1 - (n * ((x * x) + (z * z))), n * ((y * z) + (w * x))),
            new(n * ((x * z) + (w * y)), n * ((y * z) - (w * x)), 1 - (n * ((x * x) + (y * y)))));
    }

    /// <summary>Unit quaternion (x, y, z, w) with w at least 0.</summary>
    public (double X, double Y, double Z, double W) ToQuaternion()
    {
        var trace = X.X + Y.Y + Z.Z;
        if (trace > 0)
        {
            var s = 2 * Math.Sqrt(1 + trace);
            return ((Y.Z - Z.Y) / s, (Z.X - X.Z) / s, (X.Y - Y.X) / s, s / 4);
        }

        (double X, double Y, double Z, double W) q;
        if (X.X > Y.Y && X.X > Z.Z)
        {
            var s = 2 * Math.Sqrt(1 + X.X - Y.Y - Z.Z);
            q = (s / 4, (Y.X + X.Y) / s, (Z.X + X.Z) / s, (Y.Z - Z.Y) / s);
        }
        else if (Y.Y > Z.Z)
        {
            var s = 2 * Math.Sqrt(1 + Y.Y - X.X - Z.Z);
            q = ((Y.X + X.Y) / s, s / 4, (Z.Y + Y.Z) / s, (Z.X - X.Z) / s);
        }
        else
        {
            var s = 2 * Math.Sqrt(1 + Z.Z - X.X - Y.Y);
            q = ((Z.X + X.Z) / s, (Z.Y + Y.Z) / s, s / 4, (X.Y - Y.X) / s);
        }

        return q.W < 0 ? (-q.X, -q.Y, -q.Z, -q.W) : q;
    }

    /// <summary>Composition: <c>R_a_c = R_a_b * R_b_c</c>.</summary>
    public static Rotation operator *(Rotation a, Rotation b) => new(a * b.X, a * b.Y, a * b.Z);

    /// <summary>A vector expressed in the outer frame: <c>v_a = R_a_b * v_b</c>.</summary>
    public static Vec3 operator *(Rotation r, Vec3 v) => (v.X * r.X) + (v.Y * r.Y) + (v.Z * r.Z);

    /// <summary>The inverse rotation.</summary>
    public Rotation Inverse() => new(new(X.X, Y.X, Z.X), new(X.Y, Y.Y, Z.Y), new(X.Z, Y.Z, Z.Z));

    /// <summary>Rotation vector (axis times angle, radians) of this rotation; angle in [0, pi].</summary>
    public Vec3 ToRotationVector()
    {
        var (x, y, z, w) = ToQuaternion();
        var v = new Vec3(x, y, z);
        var s = v.Length;
        return s < 1e-12 ? 2 * v : v * (2 * Math.Atan2(s, w) / s);
    }

    /// <summary>Angle of the rotation that leads from this one to another, radians in [0, pi].</summary>
    public double AngleTo(Rotation other) => (Inverse() * other).ToRotationVector().Length;

    /// <summary>Point on the shortest arc to another rotation.</summary>
    /// <param name="other">Rotation reached at fraction 1.</param>
    /// <param name="fraction">0 gives this rotation, 1 the other.</param>
    public Rotation Slerp(Rotation other, double fraction) =>
        this * FromRotationVector(fraction * (Inverse() * other).ToRotationVector());
}
