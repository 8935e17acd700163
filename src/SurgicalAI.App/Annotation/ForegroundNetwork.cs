using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Metrics;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.App.Annotation;

/// <summary>What a network says of one kind of thing, instruments or lesions, in a picture: labels, mask, and its doubt about both. Not thread-safe.</summary>
internal sealed class ForegroundNetwork
{
    private readonly FullSizeNetwork _network;
    private readonly LesionLabels? _lesions;
    private readonly bool[] _wanted = new bool[256];
    private readonly bool _ofLesions;

    /// <summary>Prepares.</summary>
    /// <param name="network">Network that tells doubt; stays open.</param>
    /// <param name="kind">What is to be labelled.</param>
    /// <exception cref="UserErrorException">The network tells no doubt, or has no label of the kind.</exception>
    public ForegroundNetwork(FullSizeNetwork network, LabelKind kind)
    {
        if (!network.TellsDoubt)
        {
            throw new UserErrorException($"Model {network.Name} tells no doubt to rank by; use a scene network (train segmentation --model endoscope-scene).");
        }

        (_network, _ofLesions) = (network, kind == LabelKind.Lesion);
        _lesions = network.TellsLesions ? new(network.Labels, LesionLabels.DefaultThreshold) : null;
        var all = (_lesions?.Labels ?? network.Labels).Definitions;
        Labels = new(all.Where(d => d.Id == 0 || d.Kind == kind));
        foreach (var label in Labels.Definitions)
        {
            _wanted[label.Id] = label.Id != 0;
        }

        if (Labels.Definitions.All(d => d.Id == 0))
        {
            throw new UserErrorException($"Model {network.Name} has no label of the kind '{LabelFile.Word(kind)}'.");
        }
    }

    /// <summary>The network's labels of the kind, and the background.</summary>
    public LabelSet Labels { get; }

    /// <summary>Labels a picture.</summary>
    /// <param name="picture">BGR.</param>
    /// <param name="labels">Written: labels of the kind, 0 elsewhere, at the picture's size.</param>
    /// <returns>Share of the picture's pixels whose label is expected to be wrong, 0 to 1.</returns>
    public double Label(Mat picture, Mat labels)
    {
        using var whole = picture.IsContinuous() ? null : picture.Clone();
        var answer = _network.Segment((whole ?? picture).AsSpan<byte>(), picture.Width, picture.Height);
        var map = _network.LabelMap;
        var doubt = _network.DoubtMap;
        if (_ofLesions && _lesions is not null)
        {
            DoubtOfLesions(answer.Lesion, doubt);
            _lesions.Apply(answer.Lesion, map, []);
        }

        for (var i = 0; i < map.Length; i++)
        {
            map[i] = _wanted[map[i]] ? map[i] : (byte)0;
        }

        labels.Create(picture.Height, picture.Width, MatType.CV_8UC1);
        map.CopyTo(labels.AsSpan<byte>());
        return FrameDoubt.Wrong(doubt);
    }

    // The smaller of the probabilities that there is a lesion and that there is none.
    private static void DoubtOfLesions(ReadOnlySpan<byte> lesion, Span<byte> doubt)
    {
        for (var i = 0; i < lesion.Length; i++)
        {
            doubt[i] = Math.Min(lesion[i], (byte)(255 - lesion[i]));
        }
    }
}
