using System.Numerics;

namespace SurgicalAI.Vision.Datasets.Ranking;

/// <summary>A frame as the ranking sees it.</summary>
/// <param name="Index">Index into the set's frames.</param>
/// <param name="Doubt">The network's doubt about what is sought in it, 0 to 1.</param>
/// <param name="Look">What it looks like: numbers whose distance is small for pictures that are nearly alike.</param>
public sealed record FrameView(int Index, double Doubt, float[] Look);

/// <summary>A frame, or a clip of several in a row, that is chosen as one.</summary>
/// <param name="Frames">Indices into the set's frames.</param>
/// <param name="Doubt">Mean doubt of its frames.</param>
/// <param name="Look">Look of its middle frame.</param>
public sealed record RankedClip(IReadOnlyList<int> Frames, double Doubt, float[] Look)
{
    /// <summary>How unlike two clips look: the square of the Euclidean distance of their looks.</summary>
    public double SquaredDistanceTo(RankedClip other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ReadOnlySpan<float> a = Look, b = other.Look;
        var sums = Vector<float>.Zero;
        var k = 0;
        for (; k <= a.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            var off = new Vector<float>(a[k..]) - new Vector<float>(b[k..]);
            sums += off * off;
        }

        double sum = Vector.Sum(sums);
        for (; k < a.Length; k++)
        {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }

        return sum;
    }

    /// <summary>Cuts a set's frames into clips: so many frames of one group in a row; a rest that is shorter is a clip too.</summary>
    /// <param name="frames">Frames in the set's order.</param>
    /// <param name="groups">Group of each.</param>
    /// <param name="length">Frames of a clip; 1 for single frames.</param>
    public static IReadOnlyList<RankedClip> Of(IReadOnlyList<FrameView> frames, IReadOnlyList<string> groups, int length)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var clips = new List<RankedClip>();
        for (var first = 0; first < frames.Count;)
        {
            var end = first + 1;
            while (end < frames.Count && end - first < length && groups[end] == groups[first])
            {
                end++;
            }

            FrameView[] clip = [.. frames.Skip(first).Take(end - first)];
            clips.Add(new([.. clip.Select(f => f.Index)], clip.Average(f => f.Doubt), clip[clip.Length / 2].Look));
            first = end;
        }

        return clips;
    }
}
