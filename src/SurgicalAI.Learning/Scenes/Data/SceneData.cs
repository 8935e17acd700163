namespace SurgicalAI.Learning.Scenes.Data;

/// <summary>All that a training learns from and is judged on.</summary>
internal sealed class SceneData : IDisposable
{
    /// <summary>What the labels' values mean.</summary>
    public PixelMeanings Meanings { get; } = new();

    /// <summary>Names of the data sets that labelled frames are learnt from.</summary>
    public List<string> Sources { get; } = [];

    /// <summary>Simulator frames.</summary>
    public List<SceneFrame> Rendered { get; init; } = [];

    /// <summary>Real frames with labels of some kind.</summary>
    public List<SceneFrame> Labelled { get; init; } = [];

    /// <summary>Real frames without labels; the network that teaches itself writes what it is sure of into their maps.</summary>
    public List<SceneFrame> Unlabelled { get; init; } = [];

    /// <summary>Simulator frames of seeds that are not learnt from.</summary>
    public List<SceneFrame> RenderedHeldOut { get; init; } = [];

    /// <summary>Real labelled frames that are not learnt from.</summary>
    public List<SceneFrame> LabelledHeldOut { get; init; } = [];

    /// <summary>Real labelled frames of the groups left out: scored at the end, used for no choice.</summary>
    public List<SceneFrame> LeftOut { get; init; } = [];

    public void Dispose()
    {
        foreach (var frame in Rendered.Concat(Labelled).Concat(Unlabelled).Concat(RenderedHeldOut).Concat(LabelledHeldOut).Concat(LeftOut))
        {
            frame.Dispose();
        }
    }
}
