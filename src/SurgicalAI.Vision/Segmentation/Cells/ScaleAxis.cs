namespace SurgicalAI.Vision.Segmentation.Cells;

/// <summary>
/// From where each position of a scaled side takes its value: two neighbours and their weights in 1/1024, with half-pixel centres, as
/// ONNX Runtime's Resize of bytes has them (there in 32-bit floats, then whole numbers: so here).
/// </summary>
internal sealed class ScaleAxis
{
    /// <summary>Bits of a weight.</summary>
    public const int Bits = 10;

    private const int One = 1 << Bits;

    /// <summary>Makes the plan of a side.</summary>
    /// <param name="from">Length of the picture's side.</param>
    /// <param name="to">Length of the scaled side.</param>
    /// <param name="stride">Elements from one position to the next.</param>
    public ScaleAxis(int from, int to, int stride)
    {
        (Before, After, BeforeWeights, AfterWeights) = (new int[to], new int[to], new int[to], new int[to]);
        var scale = (float)to / from;
        for (var i = 0; i < to; i++)
        {
            var at = from == to ? i : Math.Clamp(((i + 0.5f) / scale) - 0.5f, 0, from - 1);
            var before = (int)at;
            var after = Math.Min(before + 1, from - 1);
            var fine = (int)(at * One);
            (Before[i], After[i]) = (before * stride, after * stride);
            (BeforeWeights[i], AfterWeights[i]) = before == after ? (One / 2, One / 2) : (Math.Abs(fine - (after * One)), fine - (before * One));
        }
    }

    /// <summary>Offset of the neighbour before each position.</summary>
    public int[] Before { get; }

    /// <summary>Offset of the neighbour after it.</summary>
    public int[] After { get; }

    /// <summary>Weights of the neighbours before.</summary>
    public int[] BeforeWeights { get; }

    /// <summary>Weights of the neighbours after.</summary>
    public int[] AfterWeights { get; }
}
