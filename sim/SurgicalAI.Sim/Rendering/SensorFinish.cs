using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Rendering;

/// <summary>From the drawn picture to the camera's: slight blur of the optics, sensor noise, blue-green-red order. Hot path: no allocation.</summary>
internal sealed unsafe class SensorFinish : IDisposable
{
    private const int MaxNoise = 8;
    private const int TableBytes = 1 << 16;
    private const int RingRows = 4;
    private static readonly Lazy<sbyte[]>[] Noise = [.. Enumerable.Range(0, MaxNoise + 1).Select(i => new Lazy<sbyte[]>(() => Gaussian(i)))];

    private readonly int _width;
    private readonly int _height;
    private readonly int _stride;
    private readonly byte* _plane;
    private readonly byte* _ring;

    // 64 spare bytes after each row and plane let the vector loops run over the ends.
    public SensorFinish(int widthPx, int heightPx)
    {
        (_width, _height, _stride) = (widthPx, heightPx, 4 * widthPx);
        _plane = (byte*)NativeMemory.AllocZeroed((nuint)((_stride * heightPx) + 64));
        _ring = (byte*)NativeMemory.AllocZeroed((nuint)(RingRows * (_stride + 64)));
    }

    /// <summary>Writes the finished picture.</summary>
    /// <param name="rgba">Drawn pixels, row by row from the top.</param>
    /// <param name="look">Blur and noise.</param>
    /// <param name="noiseSeed">Seed of the noise.</param>
    /// <param name="bgr">Written.</param>
    public void Apply(ReadOnlySpan<byte> rgba, in Appearance look, ulong noiseSeed, ImageLease bgr)
    {
        fixed (byte* pixels = rgba)
        {
            var source = pixels;
            for (var pass = 1; pass < look.BlurPasses; pass++)
            {
                BlurPlane(source);
                source = _plane;
            }

            var noise = Noise[Math.Clamp(look.NoiseLevel, 0, MaxNoise)].Value;
            var random = SeededRandom.Stream(noiseSeed, 9);
            for (var y = 0; y < _height; y++)
            {
                var row = look.BlurPasses > 0 ? BlurredRow(source, y) : source + (y * _stride);
                WriteRow(row, noise, random.Below(TableBytes - _stride - 64), bgr.Row(y));
            }
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_plane);
        NativeMemory.Free(_ring);
    }

    private static sbyte[] Gaussian(int sigma)
    {
        var random = SeededRandom.Stream((ulong)sigma, 8);
        var table = new sbyte[TableBytes];
        for (var i = 0; i < TableBytes; i++)
        {
            var r = Math.Sqrt(-2 * Math.Log(1 - random.NextUnit()));
            table[i] = (sbyte)Math.Clamp(Math.Round(sigma * r * Math.Cos(2 * Math.PI * random.NextUnit())), -120, 120);
        }

        return table;
    }

    // Averages of averages are the binomial weights 1-2-1; each rounds up, so the outer one of a pair is taken on complements.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Binomial(Vector128<byte> before, Vector128<byte> here, Vector128<byte> after) =>
        Sse2.Average(~Sse2.Average(~before, ~after), here);

    private void BlurPlane(byte* source)
    {
        for (var y = 0; y < _height; y++)
        {
            // A row may be overwritten once the ring holds its blurred neighbours.
            new ReadOnlySpan<byte>(BlurredRow(source, y), _stride).CopyTo(new(_plane + (y * _stride), _stride));
        }
    }

    // Rows blurred along x wait in a ring of three until the rows above and below are there; the result is the ring's fourth row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* BlurredRow(byte* source, int y)
    {
        if (y == 0)
        {
            BlurAlong(source, RingRow(0));
        }

        if (y + 1 < _height)
        {
            BlurAlong(source + ((y + 1) * _stride), RingRow(y + 1));
        }

        var here = RingRow(y);
        var above = y > 0 ? RingRow(y - 1) : here;
        var below = y + 1 < _height ? RingRow(y + 1) : here;
        var target = _ring + ((RingRows - 1) * (_stride + 64));
        for (var x = 0; x < _stride; x += 16)
        {
            Sse2.Store(target + x, Binomial(Sse2.LoadVector128(above + x), Sse2.LoadVector128(here + x), Sse2.LoadVector128(below + x)));
        }

        return target;
    }

    private byte* RingRow(int y) => _ring + (y % (RingRows - 1) * (_stride + 64));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BlurAlong(byte* s, byte* t)
    {
        var x = 16;
        for (; x + 20 <= _stride; x += 16)
        {
            Sse2.Store(t + x, Binomial(Sse2.LoadVector128(s + x - 4), Sse2.LoadVector128(s + x), Sse2.LoadVector128(s + x + 4)));
        }

        BlurEdge(s, t, 0, 16);
        BlurEdge(s, t, x, _stride);
    }

    private void BlurEdge(byte* s, byte* t, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var before = i < 4 ? s[i] : s[i - 4];
            var after = i + 4 >= _stride ? s[i] : s[i + 4];
            t[i] = (byte)((before + (2 * s[i]) + after + 2) >> 2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteRow(byte* source, sbyte[] noise, int noiseStart, Span<byte> bgr)
    {
        fixed (sbyte* n = &noise[noiseStart])
        fixed (byte* target = bgr)
        {
            var order = Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 0x80, 0x80, 0x80, 0x80);
            var middle = Vector128.Create((byte)0x80);
            var x = 0;
            for (; x + 8 <= _width; x += 4)
            {
                var centred = Sse2.Xor(Sse2.LoadVector128(source + (4 * x)), middle).AsSByte();
                var noisy = Sse2.Xor(Sse2.AddSaturate(centred, Sse2.LoadVector128(n + (4 * x))).AsByte(), middle);
                Sse2.Store(target + (3 * x), Ssse3.Shuffle(noisy, order));
            }

            for (; x < _width; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    target[(3 * x) + 2 - c] = (byte)Math.Clamp(source[(4 * x) + c] + n[(4 * x) + c], 0, 255);
                }
            }
        }
    }
}
