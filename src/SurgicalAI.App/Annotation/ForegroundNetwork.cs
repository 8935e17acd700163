using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Ranking;
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
    private readonly int _lastLabel;

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
        _lastLabel = all.Max(d => d.Id);
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
    public void Label(Mat picture, Mat labels)
    {
        Segment(picture);
        var map = _network.LabelMap;
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = _wanted[map[i]] ? map[i] : (byte)0;
        }

        labels.Create(picture.Height, picture.Width, MatType.CV_8UC1);
        map.CopyTo(labels.AsSpan<byte>());
    }

    /// <summary>Looks at a picture for the ranking.</summary>
    /// <param name="index">Index of the frame.</param>
    /// <param name="picture">BGR.</param>
    /// <returns>Look of the whole scene, and as doubt the share of the picture's pixels that get a label of the kind and are expected to be wrong.</returns>
    public FrameView View(int index, Mat picture)
    {
        Segment(picture);
        var map = _network.LabelMap;
        var doubt = _network.DoubtMap;
        var look = FrameLook.Of(map, doubt, picture.Width, _lastLabel);
        for (var i = 0; i < map.Length; i++)
        {
            doubt[i] = _wanted[map[i]] ? doubt[i] : (byte)0;
        }

        return new(index, FrameDoubt.Wrong(doubt), look);
    }

    private void Segment(Mat picture)
    {
        using var whole = picture.IsContinuous() ? null : picture.Clone();
        var answer = _network.Segment((whole ?? picture).AsSpan<byte>(), picture.Width, picture.Height);
        if (_ofLesions)
        {
            _lesions?.Apply(answer.Lesion, _network.LabelMap, _network.DoubtMap);
        }
    }
}
