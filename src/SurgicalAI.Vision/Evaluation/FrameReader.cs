using OpenCvSharp;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets;

namespace SurgicalAI.Vision.Evaluation;

/// <summary>Reads the frames of a set that are to be scored. Keeps its buffers; not thread-safe.</summary>
internal sealed class FrameReader : IDisposable
{
    private readonly IFrameSet _set;
    private readonly Mat _picture = new();
    private readonly Mat _labels = new();

    public FrameReader(IFrameSet set, EvaluationOptions options)
    {
        _set = set;
        var asked = options.Groups.FirstOrDefault(g => set.Frames.All(f => f.Group != g));
        if (asked is not null)
        {
            throw new UserErrorException($"{set.Name} has no group '{asked}'; it has {string.Join(", ", set.Frames.Select(f => f.Group).Distinct().Order().Take(20))}.");
        }

        int[] indices = [.. Enumerable.Range(0, set.Frames.Count).Where(i => Wanted(set.Frames[i], options))];
        Indices = options.Frames is { } most && most < indices.Length
            ? [.. Enumerable.Range(0, most).Select(i => indices[(int)((long)i * indices.Length / most)])]
            : indices;
        if (Indices.Count == 0)
        {
            throw new UserErrorException($"{set.Name} has no labelled frame{(options.Split is { } split ? $" in its part '{split}'" : "")}{(options.Groups.Count > 0 ? $" in {string.Join(", ", options.Groups)}" : "")}.");
        }
    }

    /// <summary>The frames to be scored, as indices into the set.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>The picture read last, BGR.</summary>
    public Mat Picture => _picture;

    public int WidthPx => _picture.Width;

    public int HeightPx => _picture.Height;

    /// <summary>The truth read last.</summary>
    public ReadOnlySpan<byte> Truth => Bytes(_labels);

    /// <summary>Reads picture and truth of a frame.</summary>
    public FrameEntry Read(int index)
    {
        _set.ReadPicture(index, _picture);
        _set.ReadLabels(index, _labels);
        return _set.Frames[index];
    }

    /// <summary>All bytes of a picture or label map whose rows follow one another.</summary>
    public static unsafe ReadOnlySpan<byte> Bytes(Mat mat) => mat.IsContinuous()
        ? new(mat.DataPointer, checked((int)(mat.Total() * mat.ElemSize())))
        : throw new ArgumentException("The rows of the picture do not follow one another.", nameof(mat));

    public void Dispose()
    {
        _picture.Dispose();
        _labels.Dispose();
    }

    private static bool Wanted(FrameEntry frame, EvaluationOptions options) =>
        frame.HasLabels && (options.Split is null || frame.Split == options.Split) && (options.Groups.Count == 0 || options.Groups.Contains(frame.Group));
}
