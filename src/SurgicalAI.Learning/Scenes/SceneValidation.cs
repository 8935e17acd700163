using OpenCvSharp;
using SurgicalAI.Learning.Scenes.Data;

namespace SurgicalAI.Learning.Scenes;

/// <summary>Scores a network on the held-out frames, which are brought to its form once.</summary>
internal sealed class SceneValidation : IDisposable
{
    private readonly List<SceneFrame> _rendered;
    private readonly List<SceneFrame> _composites;
    private readonly List<SceneFrame> _others;
    private readonly List<SceneFrame> _lesions;
    private readonly List<SceneFrame> _instruments;
    private readonly PixelMeanings _meanings;
    private readonly int _threads;

    /// <summary>Prepares the frames.</summary>
    /// <param name="data">Frames held out.</param>
    /// <param name="batches">How frames come to the network.</param>
    /// <param name="threads">Threads; 0 takes every core.</param>
    public SceneValidation(SceneData data, SceneBatches batches, int threads)
    {
        (_threads, _meanings) = (threads, data.Meanings);
        _rendered = [.. data.RenderedHeldOut.Select(batches.Plain)];
        _composites = [.. data.LabelledHeldOut.Select(batches.Composite)];
        _instruments = [.. data.InstrumentsHeldOut.Select(batches.Plain)];
        _others = [.. data.LabelledHeldOut.Select(batches.Plain)];
        _lesions = [.. _others.Where(f => HasLesion(f.Lesion))];
    }

    /// <summary>Held-out frames for calibration: real ones as they came where any show instruments, for those are what the doubt is for; else all.</summary>
    public IEnumerable<SceneFrame> ForCalibration => _instruments.Count > 0 ? _instruments.Concat(_others) : Frames;

    /// <summary>All held-out frames.</summary>
    public IEnumerable<SceneFrame> Frames => _rendered.Concat(_composites).Concat(_others).Concat(_instruments);

    /// <summary>Scores of the classes on simulator frames, filled by <see cref="Score"/>.</summary>
    public SceneCounts Rendered { get; private set; } = new();

    public SceneScore Score(SceneNet net)
    {
        using var predictor = new ScenePredictor(net, _threads);
        Rendered = new();
        foreach (var frame in _rendered)
        {
            Rendered.Add(frame.Labels.AsSpan<byte>(), predictor.Classes(frame.Picture));
        }

        return new(Rendered.MeanIou(), InstrumentIou(predictor, _meanings, _composites), LesionDice(predictor, _lesions), InstrumentIou(predictor, _meanings, _instruments));
    }

    /// <summary>Mean Dice over frames that show a lesion; NaN when there are none.</summary>
    public static double LesionDice(ScenePredictor predictor, IEnumerable<SceneFrame> frames)
    {
        double[] dices = [.. frames.Select(f => Dice(f.Lesion.AsSpan<byte>(), predictor.Lesion(f.Picture)))];
        return dices.Length == 0 ? double.NaN : dices.Average();
    }

    public void Dispose()
    {
        foreach (var frame in Frames)
        {
            frame.Dispose();
        }
    }

    internal static bool HasLesion(Mat lesion) => lesion.AsSpan<byte>().Contains((byte)1);

    /// <summary>IoU of the instruments over all pixels of which the labels say whether they show one; NaN when none shows one.</summary>
    public static double InstrumentIou(ScenePredictor predictor, PixelMeanings meanings, IEnumerable<SceneFrame> frames)
    {
        var (both, either) = (0L, 0L);
        foreach (var frame in frames)
        {
            var truth = frame.Labels.AsSpan<byte>();
            var predicted = predictor.Classes(frame.Picture);
            for (var i = 0; i < truth.Length; i++)
            {
                var (t, p) = (meanings.IsInstrument(truth[i]), SceneLabels.IsInstrument(predicted[i]));
                both += t == true && p ? 1 : 0;
                either += t == true || (t == false && p) ? 1 : 0;
            }
        }

        return either == 0 ? double.NaN : (double)both / either;
    }

    private static double Dice(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> predicted)
    {
        var (both, sum) = (0, 0);
        for (var i = 0; i < truth.Length; i++)
        {
            var (t, p) = (truth[i] == 1 ? 1 : 0, predicted[i] > 127 ? 1 : 0);
            both += t & p;
            sum += t + p;
        }

        return sum == 0 ? 1 : 2.0 * both / sum;
    }
}
