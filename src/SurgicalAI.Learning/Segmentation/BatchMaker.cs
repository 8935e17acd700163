using SurgicalAI.Learning.Training;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Fills batches from a scene set. Sample by sample reproducible, whatever the number of threads.</summary>
internal sealed class BatchMaker(SceneSet scenes, int batch, ulong seed)
{
    private readonly Augmentation _augmentation = new(seed);
    private readonly float[] _planes = new float[batch * 3 * Window.Whole.Width * Window.Whole.Height];
    private readonly long[] _classes = new long[batch * Window.Whole.Width * Window.Whole.Height];

    public int StepsPerEpoch => scenes.Count / batch;

    /// <summary>An augmented batch of an epoch, of whole pictures or of parts; the caller disposes both tensors.</summary>
    public (Tensor Pictures, Tensor Classes) Make(int epoch, int step, int[] order, bool parts)
    {
        var size = parts ? Window.Part : Window.Whole;
        var pixels = size.Width * size.Height;
        _ = Parallel.For(0, batch, i =>
        {
            var index = order[(step * batch) + i];
            var random = SeedMix.Random(seed, epoch, index);
            var window = parts ? Window.Around(scenes.Labels(index), random) : size;
            _augmentation.Apply(
                scenes.Picture(index), scenes.Labels(index), window, random, _planes.AsSpan(i * 3 * pixels, 3 * pixels), _classes.AsSpan(i * pixels, pixels));
        });
        return (
            tensor(_planes.AsSpan(0, batch * 3 * pixels).ToArray(), [batch, 3, size.Height, size.Width]),
            tensor(_classes.AsSpan(0, batch * pixels).ToArray(), [batch, size.Height, size.Width]));
    }

    /// <summary>Order of the scenes in an epoch.</summary>
    public int[] Order(int epoch)
    {
        var order = new int[scenes.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        SeedMix.Random(seed, epoch, -1).Shuffle(order);
        return order;
    }
}
