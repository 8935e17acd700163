using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation.Cells;

/// <summary>Logits of cells to labels, doubt and lesion of 8 bits, each in its place. Hot path: no allocation.</summary>
/// <param name="form">Sizes and temperatures.</param>
/// <param name="logits">(1, 16 (classes + 1), height / 4, width / 4); channel 16 c + i is output c at pixel i of the cell, row by row.</param>
/// <param name="maps">Where the maps go.</param>
internal sealed unsafe class CellReader(CellForm form, TensorBuffer<float> logits, CellMaps maps)
{
    /// <summary>Side of a cell, pixels: four bytes of a row are written as one 32-bit number.</summary>
    public const int Side = 4;

    private const int Lanes = 8;

    // Cells of a row that are read together: what is put near of them stays in the nearest cache.
    private const int Tile = 80;

    // Below this power of two an exponential counts for nothing beside the greatest, which is 1.
    private const float LeastPower = -60;

    private readonly int _columns = form.WidthPx / Side;
    private readonly int _classes = form.Classes;
    private readonly int _plane = form.WidthPx / Side * (form.HeightPx / Side);
    private readonly int _stride = form.WidthPx * form.HeightPx;

    // exp(x / T) = 2^(x log2(e) / T).
    private readonly float _power = (float)(1 / (form.Temperature * Math.Log(2)));
    private readonly float _lesionPower = (float)(-1 / (form.LesionTemperature * Math.Log(2)));

    /// <summary>Rows of cells.</summary>
    public int Rows => form.HeightPx / Side;

    /// <summary>Reads the rows of cells from first (included) to end (excluded).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(int first, int end)
    {
        var width = Math.Min(_columns, Tile);
        var near = stackalloc float[Side * (_classes + 1) * width];
        fixed (float* all = logits.Span)
        fixed (byte* labels = maps.Labels.Span, doubt = maps.Doubt.Span, lesion = maps.Lesion.Span)
        {
            for (var line = first * Side; line < end * Side; line++)
            {
                var from = Start(all, line);
                var next = Start(all, line + 1 < end * Side ? line + 1 : line) - from;
                var to = line * form.WidthPx;
                for (var column = 0; column < _columns; column += width)
                {
                    // The last tile may overlap the one before, and so the last block in it.
                    var at = Math.Min(column, _columns - width);
                    Fetch(from + at, next, near, width);
                    for (var block = 0; block < width; block += Lanes)
                    {
                        var x = Math.Min(block, width - Lanes);
                        Block(near + x, width, (uint*)(labels + to) + at + x, (uint*)(doubt + to) + at + x, (uint*)(lesion + to) + at + x);
                    }
                }
            }
        }
    }

    // The first logit of a line of pixels.
    private float* Start(float* all, int line) => all + (line % Side * Side * _plane) + (line / Side * _columns);

    // The logits of one pixel lie so far apart, and at such a power of two, that no cache keeps them all: they are put together once, line by line.
    // Their stretches are too short for the processor to see what comes next: it is told.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fetch(float* from, long next, float* near, int width)
    {
        for (var x = 0; x < Side; x++)
        {
            var pixel = from + (x * _plane);
            for (var c = 0; c <= _classes; c++, pixel += _stride, near += width)
            {
                for (var i = 0; i < width; i += Lanes)
                {
                    var at = Math.Min(i, width - Lanes);
                    if (Sse.IsSupported)
                    {
                        Sse.Prefetch1(pixel + at + next);
                    }

                    Vector256.Load(pixel + at).Store(near + at);
                }
            }
        }
    }

    // One line of eight neighbouring cells: 32 pixels of each map.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Block(float* near, int width, uint* labels, uint* doubt, uint* lesion)
    {
        var (label, unsure, ill) = (Vector256<uint>.Zero, Vector256<uint>.Zero, Vector256<uint>.Zero);
        for (var x = Side - 1; x >= 0; x--)
        {
            var pixel = near + (x * (_classes + 1) * width);
            label = (label << 8) | Greatest(pixel, width, out var greatest);
            unsure = (unsure << 8) | Doubt(pixel, width, greatest);
            ill = (ill << 8) | Lesion(Vector256.Load(pixel + (_classes * width)));
        }

        label.Store(labels);
        unsure.Store(doubt);
        ill.Store(lesion);
    }

    // The first of equals wins.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<uint> Greatest(float* near, int width, out Vector256<float> greatest)
    {
        var (best, index) = (Vector256<uint>.Zero, Vector256<uint>.Zero);
        var most = Vector256.Load(near);
        for (var c = 1; c < _classes; c++)
        {
            var value = Vector256.Load(near + (c * width));
            index += Vector256<uint>.One;
            best = Vector256.ConditionalSelect(Vector256.GreaterThan(value, most).AsUInt32(), index, best);
            most = Vector256.MaxNative(most, value);
        }

        greatest = most;
        return best;
    }

    // One less the greatest probability: that is 1 over the sum of exp((logit - greatest) / T).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<uint> Doubt(float* near, int width, Vector256<float> greatest)
    {
        var power = Vector256.Create(_power);
        var least = greatest * power;
        var sum = Vector256<float>.Zero;
        for (var c = 0; c < _classes; c++)
        {
            sum += PowerOfTwo(Vector256.FusedMultiplyAdd(Vector256.Load(near + (c * width)), power, -least));
        }

        return ToByte(Vector256<float>.One - (Vector256<float>.One / sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<uint> Lesion(Vector256<float> logit) => ToByte(
        Vector256<float>.One / (Vector256<float>.One + PowerOfTwo(Vector256.MinNative(logit * Vector256.Create(_lesionPower), Vector256.Create(-LeastPower)))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> ToByte(Vector256<float> share) =>
        Vector256.ConvertToInt32(Vector256.FusedMultiplyAdd(share, Vector256.Create(255f), Vector256.Create(0.5f))).AsUInt32();

    // 2^x within 0.2 % of its value for -60 <= x <= 60, which moves a doubt by less than 0.2 of 255: the whole part goes into the exponent, a
    // parabola does the rest (-0.5 to 0.5).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> x)
    {
        var magic = Vector256.Create(12582912f);
        x = Vector256.MaxNative(x, Vector256.Create(LeastPower));
        var shifted = x + magic;
        var rest = x - (shifted - magic);
        var value = Vector256.FusedMultiplyAdd(rest, Vector256.Create(0.24f), Vector256.Create(0.703f));
        value = Vector256.FusedMultiplyAdd(rest, value, Vector256<float>.One);
        return (value.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
    }
}
