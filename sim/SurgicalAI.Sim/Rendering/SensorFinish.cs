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
    private static readonly Lazy<sbyte[]>[] Noise = [.. Enumerable.Range(0, MaxNoise + 1).Select(i => new Lazy<sbyte[]>(() => Gaussian(i)))];

    private readonly int _width;
    private readonly int _height;
    private readonly int _stride;
    private readonly byte* _a;
    private readonly byte* _b;

    // 64 spare bytes around each plane let the vector loops run over the row ends.
    public SensorFinish(int widthPx, int heightPx)
    {
        (_width, _height, _stride) = (widthPx, heightPx, 4 * widthPx);
        _a = (byte*)NativeMemory.AllocZeroed((nuint)((_stride * heightPx) + 128)) + 64;
        _b = (byte*)NativeMemory.AllocZeroed((nuint)((_stride * heightPx) + 128)) + 64;
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
            for (var pass = 0; pass < Math.Clamp(look.BlurPasses, 0, 3); pass++)
            {
                BlurRows(source, _a);
                BlurColumns(_a, _b);
                source = _b;
            }

            if (source == pixels)
            {
                rgba.CopyTo(new(_a, _stride * _height));
                source = _a;
            }

            var table = Noise[Math.Clamp(look.NoiseLevel, 0, MaxNoise)].Value;
            var random = SeededRandom.Stream(noiseSeed, 9);
            for (var y = 0; y < _height; y++)
            {
                WriteRow(source + (y * _stride), table, random.Below(TableBytes - _stride - 64), bgr.Row(y));
            }
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_a - 64);
        NativeMemory.Free(_b - 64);
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

    private void BlurRows(byte* source, byte* target)
    {
        for (var y = 0; y < _height; y++)
        {
            var s = source + (y * _stride);
            var t = target + (y * _stride);
            for (var x = 16; x < _stride - 16; x += 16)
            {
                Sse2.Store(t + x, Binomial(Sse2.LoadVector128(s + x - 4), Sse2.LoadVector128(s + x), Sse2.LoadVector128(s + x + 4)));
            }

            BlurEdge(s, t, 0, 16);
            BlurEdge(s, t, Math.Max(16, ((_stride - 17) / 16 * 16) + 16), _stride);
        }
    }

    private void BlurEdge(byte* s, byte* t, int from, int to)
    {
        for (var i = from; i < Math.Min(to, _stride); i++)
        {
            var before = i < 4 ? s[i] : s[i - 4];
            var after = i + 4 >= _stride ? s[i] : s[i + 4];
            t[i] = (byte)((before + (2 * s[i]) + after + 2) >> 2);
        }
    }

    private void BlurColumns(byte* source, byte* target)
    {
        for (var y = 0; y < _height; y++)
        {
            var here = source + (y * _stride);
            var before = y > 0 ? here - _stride : here;
            var after = y + 1 < _height ? here + _stride : here;
            for (var x = 0; x < _stride; x += 16)
            {
                Sse2.Store(target + (y * _stride) + x, Binomial(Sse2.LoadVector128(before + x), Sse2.LoadVector128(here + x), Sse2.LoadVector128(after + x)));
            }
        }
    }

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
