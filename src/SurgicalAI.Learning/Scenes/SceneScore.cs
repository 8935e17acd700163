using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Learning.Scenes;

/// <summary>What a network is worth on held-out frames.</summary>
/// <param name="SimulatorIou">Mean IoU over the classes present in simulator frames of unseen seeds.</param>
/// <param name="CompositeIou">IoU of instruments on real frames that were not learnt from, instruments laid over them.</param>
/// <param name="LesionDice">Mean Dice over the real frames with a lesion that were not learnt from.</param>
/// <param name="InstrumentIou">IoU of the instruments that real frames show which were not learnt from.</param>
internal readonly record struct SceneScore(double SimulatorIou, double CompositeIou, double LesionDice, double InstrumentIou)
{
    /// <summary>Mean of those that are there: the figure by which the best epoch is chosen.</summary>
    public double Mean
    {
        get
        {
            double[] there = [.. new[] { SimulatorIou, CompositeIou, LesionDice, InstrumentIou }.Where(v => !double.IsNaN(v))];
            return there.Length == 0 ? 0 : there.Average();
        }
    }

    public override string ToString() => $"simulator {SimulatorIou:f3}, instruments over tissue {CompositeIou:f3}, lesion {LesionDice:f3}, real instruments {InstrumentIou:f3}";
}

/// <summary>Counts of pixels by true and predicted class.</summary>
internal sealed class SceneCounts
{
    private readonly long[] _both = new long[SceneShape.Classes];
    private readonly long[] _truth = new long[SceneShape.Classes];
    private readonly long[] _predicted = new long[SceneShape.Classes];

    public void Add(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> predicted)
    {
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] < SceneShape.Classes)
            {
                _truth[truth[i]]++;
                _predicted[predicted[i]]++;
                _both[truth[i]] += truth[i] == predicted[i] ? 1 : 0;
            }
        }
    }

    /// <summary>IoU of a class; NaN when the truth never has it.</summary>
    public double Iou(int label) => _truth[label] == 0 ? double.NaN : (double)_both[label] / (_truth[label] + _predicted[label] - _both[label]);

    /// <summary>Mean over the classes that the truth has; NaN when there are none.</summary>
    public double MeanIou()
    {
        double[] present = [.. Enumerable.Range(0, SceneShape.Classes).Select(Iou).Where(v => !double.IsNaN(v))];
        return present.Length == 0 ? double.NaN : present.Average();
    }

    public IEnumerable<(string Name, double Iou)> Classes() =>
        SegmentationClasses.AllNames.Select((name, id) => (name, Iou(id))).Where(c => !double.IsNaN(c.Item2));
}
