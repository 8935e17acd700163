using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation.Cells;

/// <summary>
/// Pictures of one size, three bytes a pixel, to planes of floats (0 to 255) of the network's size, bilinear: to the bit what ONNX
/// Runtime's Resize of bytes gives. Sums up what a normalisation needs. Hot path: no allocation.
/// </summary>
internal sealed unsafe class PictureResizer : IDisposable
{
    private const int Channels = 3;
    private const int Lanes = 8;

    private readonly ScaleAxis _columns;
    private readonly ScaleAxis _rows;
    private readonly TensorBuffer<float> _planes;
    private readonly TensorBuffer<int> _line;
    private readonly long[] _sums = new long[Channels + 1];
    private readonly int _widthPx;
    private readonly int _heightPx;
    private readonly int _sourceStride;
    private readonly bool _halves;

    /// <summary>Prepares for pictures of a size.</summary>
    /// <param name="sourceWidthPx">Width of the pictures.</param>
    /// <param name="sourceHeightPx">Height of the pictures.</param>
    /// <param name="planes">(1, 3, height, width) of the network, the width a multiple of 8; filled by <see cref="Resize"/>.</param>
    public PictureResizer(int sourceWidthPx, int sourceHeightPx, TensorBuffer<float> planes)
    {
        (_planes, _heightPx, _widthPx, _sourceStride) = (planes, (int)planes.Shape[2], (int)planes.Shape[3], Channels * sourceWidthPx);
        (SourceWidthPx, SourceHeightPx) = (sourceWidthPx, sourceHeightPx);
        _columns = new(sourceWidthPx, _widthPx, Channels);
        _rows = new(sourceHeightPx, _heightPx, 1);
        _halves = Avx2.IsSupported && sourceWidthPx == 2 * _widthPx && sourceHeightPx == 2 * _heightPx;
        _line = new(_sourceStride);
    }

    /// <summary>Width of the pictures that this is for.</summary>
    public int SourceWidthPx { get; }

    /// <summary>Height of the pictures that this is for.</summary>
    public int SourceHeightPx { get; }

    /// <summary>The sum of each channel and the sum of all squares of the last picture.</summary>
    public ReadOnlySpan<long> Sums => _sums;

    /// <summary>Fills the planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Resize(ReadOnlySpan<byte> picture)
    {
        _sums.AsSpan().Clear();
        fixed (byte* source = picture)
        fixed (int* line = _line.Span)
        fixed (float* planes = _planes.Span)
        fixed (long* sums = _sums)
        {
            for (var y = 0; y < _heightPx; y++)
            {
                var above = source + ((long)_rows.Before[y] * _sourceStride);
                var below = source + ((long)_rows.After[y] * _sourceStride);
                if (_halves)
                {
                    Halving.Row(above, below, _widthPx, planes + (y * _widthPx), _widthPx * _heightPx, sums);
                    continue;
                }

                Blend(above, below, _rows.BeforeWeights[y], _rows.AfterWeights[y], line);
                Spread(line, planes + (y * _widthPx), sums);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    // Two lines of the picture to one, in 1/1024.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Blend(byte* above, byte* below, int aboveWeight, int belowWeight, int* to)
    {
        var i = 0;
        if (Avx2.IsSupported)
        {
            var weights = Vector256.Create(aboveWeight | (belowWeight << 16)).AsInt16();
            for (; i <= _sourceStride - Lanes; i += Lanes)
            {
                var pairs = Sse2.UnpackLow(Vector128.CreateScalar(*(ulong*)(above + i)).AsByte(), Vector128.CreateScalar(*(ulong*)(below + i)).AsByte());
                Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(pairs), weights).Store(to + i);
            }
        }

        for (; i < _sourceStride; i++)
        {
            to[i] = (above[i] * aboveWeight) + (below[i] * belowWeight);
        }
    }

    // The positions wanted of a blended line, channel by channel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(int* line, float* to, long* sums)
    {
        var plane = _widthPx * _heightPx;
        var squares = Vector256<int>.Zero;
        for (var c = 0; c < Channels; c++)
        {
            var sum = Vector256<int>.Zero;
            for (var x = 0; x < _widthPx; x += Lanes)
            {
                var before = Take(line + c, _columns.Before, x) * Vector256.LoadUnsafe(ref _columns.BeforeWeights[x]);
                var value = (before + (Take(line + c, _columns.After, x) * Vector256.LoadUnsafe(ref _columns.AfterWeights[x]))) >> (2 * ScaleAxis.Bits);
                Vector256.ConvertToSingle(value).Store(to + (c * plane) + x);
                sum += value;
                squares += value * value;
            }

            sums[c] += Vector256.Sum(sum);
        }

        sums[Channels] += Vector256.Sum(squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Take(int* line, int[] offsets, int x)
    {
        var at = Vector256.LoadUnsafe(ref offsets[x]);
        return Avx2.IsSupported
            ? Avx2.GatherVector256(line, at, sizeof(int))
            : Vector256.Create(line[at[0]], line[at[1]], line[at[2]], line[at[3]], line[at[4]], line[at[5]], line[at[6]], line[at[7]]);
    }
}
