using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.App.Evaluation.Tips;

/// <summary>Finds the tools of both eyes: in a network's label maps, or in the true ones.</summary>
/// <param name="network">The network; null for the truth.</param>
internal sealed class TipLabels(INetworkUnderTest? network)
{
    private readonly ToolParts _parts = network is null ? ToolParts.Simulator : new(network.Labels);
    private readonly ToolFinder[] _finders = [new(), new()];
    private readonly byte[][] _maps = [[], []];
    private readonly (int WidthPx, int HeightPx)[] _sizes = new (int, int)[2];

    /// <summary>Labels both eyes.</summary>
    public void Label(TipScenes scenes)
    {
        Label(0, scenes.Pictures.Left, scenes.Labels.Left);
        Label(1, scenes.Pictures.Right!, scenes.Labels.Right!);
    }

    /// <summary>Finds the tools in what was labelled.</summary>
    public void Find(TipScenes scenes)
    {
        for (var eye = 0; eye < 2; eye++)
        {
            var (w, h) = _sizes[eye];
            _ = _finders[eye].Find(_maps[eye], w, h, _parts, scenes.Pictures.Left.WidthPx, scenes.Pictures.Left.HeightPx);
        }
    }

    /// <summary>One eye with its tools.</summary>
    public EyeTools Eye(TipScenes scenes, bool right)
    {
        var picture = right ? scenes.Pictures.Right! : scenes.Pictures.Left;
        return new(picture.Bytes, picture.WidthPx, picture.HeightPx, _finders[right ? 1 : 0]);
    }

    private void Label(int eye, ImageLease picture, ImageLease truth)
    {
        if (network is null)
        {
            Keep(eye, truth.Bytes, truth.WidthPx, truth.HeightPx);
            return;
        }

        var answer = network.Segment(picture.Bytes, picture.WidthPx, picture.HeightPx);
        Keep(eye, answer.Labels, answer.WidthPx, answer.HeightPx);
    }

    private void Keep(int eye, ReadOnlySpan<byte> map, int widthPx, int heightPx)
    {
        if (_maps[eye].Length != map.Length)
        {
            _maps[eye] = new byte[map.Length];
        }

        map.CopyTo(_maps[eye]);
        _sizes[eye] = (widthPx, heightPx);
    }
}
