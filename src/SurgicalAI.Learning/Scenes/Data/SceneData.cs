namespace SurgicalAI.Learning.Scenes.Data;

/// <summary>All that a training learns from and is judged on.</summary>
internal sealed class SceneData : IDisposable
{
    /// <summary>What the labels' values mean.</summary>
    public PixelMeanings Meanings { get; } = new();

    /// <summary>Simulator frames.</summary>
    public List<SceneFrame> Rendered { get; init; } = [];

    /// <summary>Real frames with labels of some kind, by set.</summary>
    public List<SceneSource> Labelled { get; init; } = [];

    /// <summary>Real frames without labels; the network that teaches itself writes what it is sure of into their maps.</summary>
    public List<SceneFrame> Unlabelled { get; init; } = [];

    /// <summary>Simulator frames of seeds that are not learnt from.</summary>
    public List<SceneFrame> RenderedHeldOut { get; init; } = [];

    /// <summary>Frames that are not learnt from, of sets that tell of no instruments.</summary>
    public List<SceneFrame> LabelledHeldOut { get; init; } = [];

    /// <summary>Frames that are not learnt from, of sets that label instruments.</summary>
    public List<SceneFrame> InstrumentsHeldOut { get; init; } = [];

    /// <summary>Real labelled frames of the groups left out: scored at the end, used for no choice.</summary>
    public List<SceneFrame> LeftOut { get; init; } = [];

    public void Dispose()
    {
        foreach (var frame in Rendered.Concat(Labelled.SelectMany(s => s.Frames)).Concat(Unlabelled).Concat(RenderedHeldOut).Concat(LabelledHeldOut).Concat(InstrumentsHeldOut).Concat(LeftOut))
        {
            frame.Dispose();
        }
    }
}
