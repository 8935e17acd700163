using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Learning.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes;

/// <summary>
/// Finds the temperatures by which logits are divided so that a probability is as often right as it says, on held-out frames. Source:
/// C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
/// </summary>
/// <remarks>
/// Of the scene it is the probability of the label that is given, and right is what the frame's labels allow: where they tell instruments from the
/// rest alone, "tissue" for "gauze" is no mistake. The likelihood of the true class would count it as one, and the network would be told to doubt too much.
/// </remarks>
internal sealed class SceneCalibration(PixelMeanings meanings) : IDisposable
{
    // Every this-many-th pixel is enough: neighbours say the same.
    private const int Stride = 37;

    internal static readonly double[] Temperatures = [.. Enumerable.Range(0, 31).Select(i => 0.5 * Math.Pow(8, i / 30.0))];
    private readonly Tensor _barriers = meanings.Barriers(CPU);

    /// <summary>Temperatures of the scene's and of the lesion's logits; 1 where the frames say nothing about one.</summary>
    public (double Scene, double Lesion) Find(ScenePredictor predictor, IEnumerable<SceneFrame> frames)
    {
        var (scene, lesion) = (new double[Temperatures.Length], new double[Temperatures.Length]);
        using var noGradient = no_grad();
        using var pause = new CollectorPause();
        foreach (var frame in frames)
        {
            pause.Breathe();
            using var scope = NewDisposeScope();
            var logits = predictor.Logits(frame.Picture).flatten(1).index(TensorIndex.Colon, TensorIndex.Slice(null, null, Stride));
            AddScene(logits.narrow(0, 0, SceneShape.Classes).t(), Every(frame.Labels.AsSpan<byte>()), scene);
            AddLesion(logits[SceneShape.Classes], Every(frame.Lesion.AsSpan<byte>()), lesion);
        }

        return (Best(scene), Best(lesion));
    }

    public void Dispose() => _barriers.Dispose();

    /// <summary>Adds what each temperature costs: nats of the label's confidence against whether it is right.</summary>
    /// <param name="logits">(pixels, classes).</param>
    /// <param name="labels">A value of <see cref="PixelMeanings"/> for each pixel.</param>
    /// <param name="costs">One for each temperature, the lowest first.</param>
    internal void AddScene(Tensor logits, long[] labels, double[] costs)
    {
        var index = tensor(labels);
        var allowed = _barriers.index_select(0, index);
        var known = index.ne(PixelMeanings.Anything).to(float32);
        var given = logits.argmax(1, keepdim: true);
        var right = allowed.gather(1, given).squeeze(1).eq(0).to(float32);
        for (var i = 0; i < costs.Length; i++)
        {
            var confidence = functional.softmax(logits / (float)Temperatures[i], 1).gather(1, given).squeeze(1);
            costs[i] += (functional.binary_cross_entropy(confidence, right, reduction: Reduction.None) * known).sum().item<float>();
        }
    }

    private static void AddLesion(Tensor logits, long[] labels, double[] costs)
    {
        var index = tensor(labels);
        var known = index.ne(SceneFrame.LesionUnknown).to(float32);
        var truth = index.eq(1).to(float32);
        for (var i = 0; i < costs.Length; i++)
        {
            costs[i] += (functional.binary_cross_entropy_with_logits(logits / (float)Temperatures[i], truth, reduction: Reduction.None) * known).sum().item<float>();
        }
    }

    private static double Best(double[] costs) => costs.Max() == costs.Min() ? 1 : Temperatures[Array.IndexOf(costs, costs.Min())];

    private static long[] Every(ReadOnlySpan<byte> map)
    {
        var values = new long[(map.Length + Stride - 1) / Stride];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = map[i * Stride];
        }

        return values;
    }
}
