using SurgicalAI.Learning.Scenes.Data;
using SurgicalAI.Learning.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes;

/// <summary>
/// Finds the temperatures by which logits are divided so that a probability is as often right as it says, on held-out frames. Source:
/// C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
/// </summary>
internal sealed class SceneCalibration(PixelMeanings meanings) : IDisposable
{
    // Every this-many-th pixel is enough: neighbours say the same.
    private const int Stride = 37;

    private static readonly double[] Temperatures = [.. Enumerable.Range(0, 31).Select(i => 0.5 * Math.Pow(8, i / 30.0))];
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

    private void AddScene(Tensor logits, long[] labels, double[] costs)
    {
        var index = tensor(labels);
        var allowed = _barriers.index_select(0, index);
        var known = index.ne(PixelMeanings.Anything).to(float32);
        for (var i = 0; i < costs.Length; i++)
        {
            var log = functional.log_softmax(logits / (float)Temperatures[i], 1);
            costs[i] -= ((log + allowed).logsumexp(1) * known).sum().item<float>();
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
