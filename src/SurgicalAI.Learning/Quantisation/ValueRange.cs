namespace SurgicalAI.Learning.Quantisation;

/// <summary>The values that an activation takes, in two passes: first between which they lie, then how many lie where.</summary>
internal sealed class ValueRange
{
    private const int Bins = 4096;
    private readonly long[] _counts = new long[Bins];
    private float _low = float.PositiveInfinity;
    private float _high = float.NegativeInfinity;

    /// <summary>First pass.</summary>
    public void Widen(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            (_low, _high) = (Math.Min(_low, value), Math.Max(_high, value));
        }
    }

    /// <summary>Second pass.</summary>
    public void Count(ReadOnlySpan<float> values)
    {
        var gain = _high > _low ? Bins / (_high - _low) : 0;
        foreach (var value in values)
        {
            _counts[Math.Clamp((int)((value - _low) * gain), 0, Bins - 1)]++;
        }
    }

    /// <summary>The range that holds a share of the values on either side; always with 0 in it, which padding needs.</summary>
    public (float Low, float High) Hold(double share)
    {
        var spare = (long)((1 - share) * _counts.Sum());
        var (first, last) = (0, Bins - 1);
        for (var left = spare; first < last && (left -= _counts[first]) >= 0; first++)
        {
        }

        for (var left = spare; last > first && (left -= _counts[last]) >= 0; last--)
        {
        }

        var step = (_high - _low) / Bins;
        return (Math.Min(0, _low + (first * step)), Math.Max(0, _low + ((last + 1) * step)));
    }
}
