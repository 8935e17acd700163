using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Metrics;

/// <summary>Masks out of label maps.</summary>
public static class LabelMask
{
    /// <summary>Writes 1 where the label is one of the wanted, else 0.</summary>
    /// <param name="labels">A label a pixel.</param>
    /// <param name="wanted">By label value, 256 entries.</param>
    /// <param name="mask">Written; as long as <paramref name="labels"/>.</param>
    public static void Select(ReadOnlySpan<byte> labels, ReadOnlySpan<bool> wanted, Span<byte> mask)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(wanted.Length, 256);
        SameLength(labels, mask);
        for (var i = 0; i < labels.Length; i++)
        {
            mask[i] = wanted[labels[i]] ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Writes 1 where the map has the label, else 0.</summary>
    public static void Select(ReadOnlySpan<byte> labels, byte label, Span<byte> mask)
    {
        SameLength(labels, mask);
        for (var i = 0; i < labels.Length; i++)
        {
            mask[i] = labels[i] == label ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Takes the pixels that the truth does not know out of the prediction too: both then hold <see cref="LabelSet.Ignore"/> there.</summary>
    public static void Veil(ReadOnlySpan<byte> truth, Span<byte> predicted)
    {
        SameLength(truth, predicted);
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] == LabelSet.Ignore)
            {
                predicted[i] = LabelSet.Ignore;
            }
        }
    }

    internal static void SameLength(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"The maps differ in size: {a.Length} and {b.Length} pixels.");
        }
    }
}
