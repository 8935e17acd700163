using SurgicalAI.Learning.Training;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>Fills batches from a scene set. Sample by sample reproducible, whatever the number of threads.</summary>
internal sealed class BatchMaker(SceneSet scenes, int batch, ulong seed)
{
    private const int H = SegmentationNet.HeightPx;
    private const int W = SegmentationNet.WidthPx;
    private const int Pixels = H * W;

    private readonly Augmentation _augmentation = new(seed);
    private readonly float[] _planes = new float[batch * 3 * Pixels];
    private readonly long[] _classes = new long[batch * Pixels];

    public int StepsPerEpoch => scenes.Count / batch;

    /// <summary>An augmented batch of an epoch; the caller disposes both tensors.</summary>
    public (Tensor Pictures, Tensor Classes) Make(int epoch, int step, int[] order)
    {
        _ = Parallel.For(0, batch, i =>
        {
            var index = order[(step * batch) + i];
            _augmentation.Apply(
                scenes.Picture(index),
                scenes.Labels(index),
                SeedMix.Random(seed, epoch, index),
                _planes.AsSpan(i * 3 * Pixels, 3 * Pixels),
                _classes.AsSpan(i * Pixels, Pixels));
        });
        return (tensor(_planes, [batch, 3, H, W]), tensor(_classes, [batch, H, W]));
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
