using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Datasets;

/// <summary>Some frames of a set, in an order of one's own. Does not dispose the set.</summary>
public sealed class SubFrameSet : IFrameSet
{
    private readonly IFrameSet _set;
    private readonly int[] _indices;

    /// <summary>Takes frames by index.</summary>
    /// <param name="set">Set.</param>
    /// <param name="indices">Indices into its frames.</param>
    public SubFrameSet(IFrameSet set, IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(set);
        (_set, _indices) = (set, [.. indices]);
        Frames = [.. _indices.Select(i => set.Frames[i])];
    }

    /// <summary>Takes frames by name.</summary>
    /// <param name="set">Set.</param>
    /// <param name="names">Names, each of a frame of the set.</param>
    /// <exception cref="UserErrorException">The set has no frame of a name.</exception>
    public static SubFrameSet Named(IFrameSet set, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(names);
        var index = set.Frames.Select((frame, i) => (frame.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        return new(set, names.Select(name => index.TryGetValue(name, out var i) ? i : throw new UserErrorException($"{set.Name} has no frame '{name}'.")));
    }

    /// <inheritdoc/>
    public string Name => _set.Name;

    /// <inheritdoc/>
    public LabelSet Labels => _set.Labels;

    /// <inheritdoc/>
    public IReadOnlyList<FrameEntry> Frames { get; }

    /// <inheritdoc/>
    public void ReadPicture(int index, Mat bgr) => _set.ReadPicture(_indices[index], bgr);

    /// <inheritdoc/>
    public void ReadLabels(int index, Mat labels) => _set.ReadLabels(_indices[index], labels);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
