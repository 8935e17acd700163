using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>Four particles, each four doubles (x, y, z, w) in memory, as four vectors of x, of y, of z and of w, and back. Hot path.</summary>
internal static unsafe class TetLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(double* particles, int* slots, out Vector256<double> x, out Vector256<double> y, out Vector256<double> z, out Vector256<double> w)
    {
        var a = Vector256.Load(particles + slots[0]);
        var b = Vector256.Load(particles + slots[1]);
        var c = Vector256.Load(particles + slots[2]);
        var d = Vector256.Load(particles + slots[3]);
        Transpose(a, b, c, d, out x, out y, out z, out w);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* particles, int* slots, Vector256<double> x, Vector256<double> y, Vector256<double> z, Vector256<double> w)
    {
        Transpose(x, y, z, w, out var a, out var b, out var c, out var d);
        a.Store(particles + slots[0]);
        b.Store(particles + slots[1]);
        c.Store(particles + slots[2]);
        d.Store(particles + slots[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector256<double> a,
        Vector256<double> b,
        Vector256<double> c,
        Vector256<double> d,
        out Vector256<double> x,
        out Vector256<double> y,
        out Vector256<double> z,
        out Vector256<double> w)
    {
        if (!Avx.IsSupported)
        {
            x = Vector256.Create(a[0], b[0], c[0], d[0]);
            y = Vector256.Create(a[1], b[1], c[1], d[1]);
            z = Vector256.Create(a[2], b[2], c[2], d[2]);
            w = Vector256.Create(a[3], b[3], c[3], d[3]);
            return;
        }

        var (ab02, ab13) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
        var (cd02, cd13) = (Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
        x = Avx.Permute2x128(ab02, cd02, 0x20);
        y = Avx.Permute2x128(ab13, cd13, 0x20);
        z = Avx.Permute2x128(ab02, cd02, 0x31);
        w = Avx.Permute2x128(ab13, cd13, 0x31);
    }
}
