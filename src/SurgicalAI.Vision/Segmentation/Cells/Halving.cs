using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SurgicalAI.Vision.Segmentation.Cells;

/// <summary>
/// Exactly half the size, the commonest case: the mean of two by two pixels, rounded down, which is what the bilinear weights come to. Needs AVX2.
/// </summary>
internal static unsafe class Halving
{
    /// <summary>Pixels written at once.</summary>
    public const int Lanes = 8;

    private const int Channels = 3;
    private const int SourceBytes = 2 * Lanes * Channels;

    // Where the sixteen bytes of a channel lie in three times sixteen: one table for each channel and each third.
    private static readonly Vector128<byte>[] s_places = [.. Enumerable.Range(0, Channels * Channels).Select(Places)];

    /// <summary>Halves two rows to one.</summary>
    /// <param name="above">Upper row, three bytes a pixel.</param>
    /// <param name="below">Lower row.</param>
    /// <param name="widthPx">Pixels to write, a multiple of <see cref="Lanes"/>.</param>
    /// <param name="to">First channel's row; the others lie a plane further each.</param>
    /// <param name="plane">Elements of a plane.</param>
    /// <param name="sums">Added to: the sum of each channel, then the sum of squares.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(byte* above, byte* below, int widthPx, float* to, int plane, long* sums)
    {
        // Two rows further: the picture comes from far away. Beyond its end nothing happens.
        var next = 4 * (below - above);
        var squares = Vector256<int>.Zero;
        for (var c = 0; c < Channels; c++)
        {
            var sum = Vector256<int>.Zero;
            var (p0, p1, p2) = (s_places[c * Channels], s_places[(c * Channels) + 1], s_places[(c * Channels) + 2]);
            for (var (x, at) = (0, 0); x < widthPx; x += Lanes, at += SourceBytes)
            {
                if (c == 0)
                {
                    Sse.Prefetch0(above + next + at);
                    Sse.Prefetch0(below + next + at);
                }

                var value = Avx2.ConvertToVector256Int32((Pairs(above + at, p0, p1, p2) + Pairs(below + at, p0, p1, p2)) >> 2);
                Vector256.ConvertToSingle(value).Store(to + (c * plane) + x);
                sum += value;
                squares += value * value;
            }

            sums[c] += Vector256.Sum(sum);
        }

        sums[Channels] += Vector256.Sum(squares);
    }

    // Sums of neighbours of one channel, from sixteen pixels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Pairs(byte* from, Vector128<byte> p0, Vector128<byte> p1, Vector128<byte> p2) => Ssse3.MultiplyAddAdjacent(
        Ssse3.Shuffle(Vector128.Load(from), p0) | Ssse3.Shuffle(Vector128.Load(from + 16), p1) | Ssse3.Shuffle(Vector128.Load(from + 32), p2),
        Vector128<sbyte>.One);

    // Bytes with the highest bit set make a zero.
    private static Vector128<byte> Places(int table)
    {
        var places = new byte[16];
        for (var i = 0; i < places.Length; i++)
        {
            var place = (Channels * i) + (table / Channels) - (16 * (table % Channels));
            places[i] = place is >= 0 and < 16 ? (byte)place : (byte)0x80;
        }

        return Vector128.Create(places);
    }
}
