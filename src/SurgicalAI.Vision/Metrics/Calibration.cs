using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Metrics;

/// <summary>One bin of a reliability curve.</summary>
/// <param name="From">Lower end of its confidences.</param>
/// <param name="To">Upper end.</param>
/// <param name="Share">Share of all pixels in it.</param>
/// <param name="Confidence">Mean confidence of its pixels; NaN when it has none.</param>
/// <param name="Accuracy">Share of its pixels that are right; NaN when it has none.</param>
public sealed record ReliabilityBin(double From, double To, double Share, double Confidence, double Accuracy);

/// <summary>Whether a network is right as often as it says: reliability curve and expected calibration error over pixels.</summary>
/// <remarks>Confidence is 1 - doubt / 255. Counts are kept for each of the 256 doubts, so that the bins are exact whatever their number.</remarks>
public sealed class Calibration
{
    private readonly long[] _all = new long[256];
    private readonly long[] _right = new long[256];

    /// <summary>Number of bins that the field uses most.</summary>
    public const int UsualBins = 15;

    /// <summary>Pixels counted.</summary>
    public long Pixels => _all.Sum();

    /// <summary>Counts a picture; pixels whose truth is <see cref="LabelSet.Ignore"/> are left out.</summary>
    /// <param name="truth">A label a pixel.</param>
    /// <param name="predicted">The same, as long.</param>
    /// <param name="doubt">The same, as long: 0 sure to 255 = probability 0 of being right.</param>
    public void Add(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> doubt)
    {
        LabelMask.SameLength(truth, predicted);
        LabelMask.SameLength(truth, doubt);
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] != LabelSet.Ignore)
            {
                _all[doubt[i]]++;
                _right[doubt[i]] += truth[i] == predicted[i] ? 1 : 0;
            }
        }
    }

    /// <summary>Bins of equal width over confidences from 0 to 1; a confidence on a border belongs to the bin below (Guo et al. 2017).</summary>
    public IReadOnlyList<ReliabilityBin> Bins(int count = UsualBins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var sums = new (long All, long Right, double Confidence)[count];
        for (var doubt = 0; doubt < 256; doubt++)
        {
            var confidence = 255 - doubt;
            ref var bin = ref sums[Math.Max(0, ((confidence * count) + 254) / 255 - 1)];
            bin = (bin.All + _all[doubt], bin.Right + _right[doubt], bin.Confidence + (_all[doubt] * (confidence / 255.0)));
        }

        var pixels = Pixels;
        return [.. sums.Select((s, i) => new ReliabilityBin(
            (double)i / count, (i + 1.0) / count, pixels == 0 ? 0 : (double)s.All / pixels, s.All == 0 ? double.NaN : s.Confidence / s.All, s.All == 0 ? double.NaN : (double)s.Right / s.All))];
    }

    /// <summary>Expected calibration error: mean distance between confidence and accuracy over the bins, by their pixels; NaN without pixels.</summary>
    public double ExpectedError(int bins = UsualBins) =>
        Pixels == 0 ? double.NaN : Bins(bins).Where(b => b.Share > 0).Sum(b => b.Share * Math.Abs(b.Confidence - b.Accuracy));
}
