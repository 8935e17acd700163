// Longer than the house's aim: one kernel, kept whole so that its intermediate values stay in registers.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// XPBD of neo-Hookean tetrahedra, four at a time. The energy is that of Macklin and Muller, "A Constraint-based Formulation of Stable
/// Neo-Hookean Materials" (2021): V (mu/2 |F|^2 + lambda/2 (det F - 1 - mu/lambda)^2). The deviatoric constraint is taken as the nine
/// entries of F, which are linear in the positions, and solved with the hydrostatic one as a block: unlike two scalar constraints in
/// turn, this keeps the rest shape at any substep and makes shear implicit too. Hot path.
/// </summary>
/// <remarks>
/// With G_k the gradients of the shape functions, S = sum w_k G_k G_k^T, kd = mu V h^2, R = 1 - (1 + kd S)^-1 and beta = mu/lambda:
/// s = (1 + beta - J + J tr R) / (beta + cof F^T cof F : R) is minus the pressure over mu, D = (s cof F - F)(1 - R) the step's stress
/// over mu, and corner k moves by w_k kd D G_k. An element at rest has s = 1, cof F = F = 1 and so D = 0.
/// </remarks>
internal static unsafe class TetKernel
{
    /// <summary>Doubles per group of four elements: rest shape 9, R 6, kd 1, four lanes each.</summary>
    public const int Stride = 16 * 4;

    /// <summary>First of R, in the order xx, yy, zz, xy, xz, yz.</summary>
    public const int R = 9 * 4;

    /// <summary>kd.</summary>
    public const int Kd = 15 * 4;

    /// <summary>One group.</summary>
    /// <param name="particles">x, y, z, inverse mass.</param>
    /// <param name="slots">Offsets of the four lanes' corners 0, then 1, 2, 3.</param>
    /// <param name="group">Constants, <see cref="Stride"/> doubles.</param>
    /// <param name="beta">mu / lambda.</param>
    /// <param name="limit">|F|^2 at which an element tears.</param>
    /// <returns>Bits of the lanes over the limit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Solve(double* particles, int* slots, double* group, Vector256<double> beta, Vector256<double> limit)
    {
        TetLanes.Load(particles, slots, out var x0, out var y0, out var z0, out var w0);
        TetLanes.Load(particles, slots + 4, out var x1, out var y1, out var z1, out var w1);
        TetLanes.Load(particles, slots + 8, out var x2, out var y2, out var z2, out var w2);
        TetLanes.Load(particles, slots + 12, out var x3, out var y3, out var z3, out var w3);
        var (ax, ay, az) = (x1 - x0, y1 - y0, z1 - z0);
        var (bx, by, bz) = (x2 - x0, y2 - y0, z2 - z0);
        var (cx, cy, cz) = (x3 - x0, y3 - y0, z3 - z0);

        var (m00, m01, m02) = (At(group, 0), At(group, 1), At(group, 2));
        var (m10, m11, m12) = (At(group, 3), At(group, 4), At(group, 5));
        var (m20, m21, m22) = (At(group, 6), At(group, 7), At(group, 8));
        var (f00, f01, f02) = (Dot(ax, m00, bx, m10, cx, m20), Dot(ax, m01, bx, m11, cx, m21), Dot(ax, m02, bx, m12, cx, m22));
        var (f10, f11, f12) = (Dot(ay, m00, by, m10, cy, m20), Dot(ay, m01, by, m11, cy, m21), Dot(ay, m02, by, m12, cy, m22));
        var (f20, f21, f22) = (Dot(az, m00, bz, m10, cz, m20), Dot(az, m01, bz, m11, cz, m21), Dot(az, m02, bz, m12, cz, m22));
        var stretch = Dot(f00, f00, f01, f01, f02, f02) + Dot(f10, f10, f11, f11, f12, f12) + Dot(f20, f20, f21, f21, f22, f22);

        var (c00, c01, c02) = (Minor(f11, f22, f12, f21), Minor(f12, f20, f10, f22), Minor(f10, f21, f11, f20));
        var (c10, c11, c12) = (Minor(f21, f02, f22, f01), Minor(f22, f00, f20, f02), Minor(f20, f01, f21, f00));
        var (c20, c21, c22) = (Minor(f01, f12, f02, f11), Minor(f02, f10, f00, f12), Minor(f00, f11, f01, f10));
        var j = Dot(f00, c00, f01, c01, f02, c02);

        var (r00, r11, r22) = (At(group, 9), At(group, 10), At(group, 11));
        var (r01, r02, r12) = (At(group, 12), At(group, 13), At(group, 14));
        var diagonal = Dot(Dot(c00, c00, c10, c10, c20, c20), r00, Dot(c01, c01, c11, c11, c21, c21), r11, Dot(c02, c02, c12, c12, c22, c22), r22);
        var mixed = Dot(Dot(c00, c01, c10, c11, c20, c21), r01, Dot(c00, c02, c10, c12, c20, c22), r02, Dot(c01, c02, c11, c12, c21, c22), r12);
        var one = Vector256<double>.One;
        var s = Fma(j, r00 + r11 + r22 - one, one + beta) / (beta + diagonal + mixed + mixed);

        var kd = At(group, 15);
        Relax(s, kd, c00, c01, c02, f00, f01, f02, r00, r11, r22, r01, r02, r12, out var d00, out var d01, out var d02);
        Relax(s, kd, c10, c11, c12, f10, f11, f12, r00, r11, r22, r01, r02, r12, out var d10, out var d11, out var d12);
        Relax(s, kd, c20, c21, c22, f20, f21, f22, r00, r11, r22, r01, r02, r12, out var d20, out var d21, out var d22);
        (ax, ay, az) = (Dot(d00, m00, d01, m01, d02, m02), Dot(d10, m00, d11, m01, d12, m02), Dot(d20, m00, d21, m01, d22, m02));
        (bx, by, bz) = (Dot(d00, m10, d01, m11, d02, m12), Dot(d10, m10, d11, m11, d12, m12), Dot(d20, m10, d21, m11, d22, m12));
        (cx, cy, cz) = (Dot(d00, m20, d01, m21, d02, m22), Dot(d10, m20, d11, m21, d12, m22), Dot(d20, m20, d21, m21, d22, m22));
        TetLanes.Store(particles, slots, x0 - (w0 * (ax + bx + cx)), y0 - (w0 * (ay + by + cy)), z0 - (w0 * (az + bz + cz)), w0);
        TetLanes.Store(particles, slots + 4, Fma(w1, ax, x1), Fma(w1, ay, y1), Fma(w1, az, z1), w1);
        TetLanes.Store(particles, slots + 8, Fma(w2, bx, x2), Fma(w2, by, y2), Fma(w2, bz, z2), w2);
        TetLanes.Store(particles, slots + 12, Fma(w3, cx, x3), Fma(w3, cy, y3), Fma(w3, cz, z3), w3);
        return Vector256.GreaterThan(stretch, limit).ExtractMostSignificantBits();
    }

    // One row of kd (s cof F - F)(1 - R).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Relax(
        Vector256<double> s,
        Vector256<double> kd,
        Vector256<double> c0,
        Vector256<double> c1,
        Vector256<double> c2,
        Vector256<double> f0,
        Vector256<double> f1,
        Vector256<double> f2,
        Vector256<double> r00,
        Vector256<double> r11,
        Vector256<double> r22,
        Vector256<double> r01,
        Vector256<double> r02,
        Vector256<double> r12,
        out Vector256<double> d0,
        out Vector256<double> d1,
        out Vector256<double> d2)
    {
        var (q0, q1, q2) = (Fma(s, c0, -f0), Fma(s, c1, -f1), Fma(s, c2, -f2));
        d0 = kd * (q0 - Dot(q0, r00, q1, r01, q2, r02));
        d1 = kd * (q1 - Dot(q0, r01, q1, r11, q2, r12));
        d2 = kd * (q2 - Dot(q0, r02, q1, r12, q2, r22));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> At(double* group, int vector) => Vector256.Load(group + (4 * vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fma(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Dot(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, Vector256<double> e, Vector256<double> f) =>
        Fma(e, f, Fma(c, d, a * b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Minor(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d) => Fma(a, b, -(c * d));
}
