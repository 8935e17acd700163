using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SurgicalAI.Inference;

namespace SurgicalAI.Vision.Segmentation.Cells;

/// <summary>Brings planes of 0 to 255, in place, to the range that the core wants. Hot path: no allocation.</summary>
/// <param name="planes">(1, 3, height, width), the width a multiple of 8.</param>
/// <param name="normalise">True: mean 0 by channel and one contrast; false: value / 127.5 - 1.</param>
internal sealed unsafe class PlaneScaler(TensorBuffer<float> planes, bool normalise)
{
    private const int Channels = 3;
    private const int Lanes = 8;

    private readonly int _plane = (int)(planes.Shape[2] * planes.Shape[3]);
    private readonly float[] _shifts = [CellForm.HalfRange, CellForm.HalfRange, CellForm.HalfRange];
    private float _gain = 1 / CellForm.HalfRange;

    /// <summary>Scales the planes.</summary>
    /// <param name="sums">Sums over them, as <see cref="PictureResizer.Sums"/> has them.</param>
    public void Scale(ReadOnlySpan<long> sums)
    {
        if (normalise)
        {
            Weigh(sums);
        }

        Scale();
    }

    private void Weigh(ReadOnlySpan<long> sums)
    {
        double n = _plane;
        double squares = sums[Channels];
        for (var c = 0; c < Channels; c++)
        {
            squares -= sums[c] / n * sums[c];
            _shifts[c] = (float)(sums[c] / n);
        }

        _gain = CellForm.Contrast / ((float)Math.Sqrt(Math.Max(0, squares) / (Channels * n)) + CellForm.LeastContrast);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scale()
    {
        fixed (float* all = planes.Span)
        {
            for (var c = 0; c < Channels; c++)
            {
                var (shift, gain) = (Vector256.Create(_shifts[c]), Vector256.Create(_gain));
                var stop = all + ((c + 1) * _plane);
                for (var at = all + (c * _plane); at < stop; at += Lanes)
                {
                    ((Vector256.Load(at) - shift) * gain).Store(at);
                }
            }
        }
    }
}
