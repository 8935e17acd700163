using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>A symmetric 3x3 matrix.</summary>
internal readonly record struct SymmetricMatrix(double Xx, double Yy, double Zz, double Xy, double Xz, double Yz)
{
    public static SymmetricMatrix operator +(SymmetricMatrix a, SymmetricMatrix b) =>
        new(a.Xx + b.Xx, a.Yy + b.Yy, a.Zz + b.Zz, a.Xy + b.Xy, a.Xz + b.Xz, a.Yz + b.Yz);

    /// <summary>s v v^T.</summary>
    public static SymmetricMatrix Outer(double s, Vec3 v) =>
        new(s * v.X * v.X, s * v.Y * v.Y, s * v.Z * v.Z, s * v.X * v.Y, s * v.X * v.Z, s * v.Y * v.Z);

    /// <summary>1 - (1 + A)^-1, computed as (1 + A)^-1 A so that a small A keeps its digits; A positive semidefinite.</summary>
    public SymmetricMatrix Share()
    {
        var (a, b, c) = (1 + Xx, 1 + Yy, 1 + Zz);
        var (i, j, k) = ((b * c) - (Yz * Yz), (Xz * Yz) - (Xy * c), (Xy * Yz) - (Xz * b));
        var d = 1 / ((a * i) + (Xy * j) + (Xz * k));
        var (t00, t01, t02) = (d * i, d * j, d * k);
        var (t11, t12, t22) = (d * ((a * c) - (Xz * Xz)), d * ((Xy * Xz) - (a * Yz)), d * ((a * b) - (Xy * Xy)));
        return new(
            (t00 * Xx) + (t01 * Xy) + (t02 * Xz),
            (t01 * Xy) + (t11 * Yy) + (t12 * Yz),
            (t02 * Xz) + (t12 * Yz) + (t22 * Zz),
            (t00 * Xy) + (t01 * Yy) + (t02 * Yz),
            (t00 * Xz) + (t01 * Yz) + (t02 * Zz),
            (t01 * Xz) + (t11 * Yz) + (t12 * Zz));
    }
}
