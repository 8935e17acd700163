using SurgicalAI.Core.Imaging;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Segmentation;

/// <summary>
/// Cross-entropy with class weights, for a steady gradient, plus soft Dice over the batch, which counts a needle of 150
/// pixels as much as the tissue of 60,000.
/// </summary>
internal sealed class SegmentationLoss(double[] shares, Device device) : IDisposable
{
    private readonly Tensor _weights = tensor(Weights(shares), device: device);
    private readonly Tensor _labels = arange(SegmentationClasses.Count, device: device).view(1, -1, 1, 1);

    /// <summary>Scalar loss of logits (batch, classes, height, width) against classes (batch, height, width).</summary>
    public Tensor Of(Tensor logits, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var logProbability = functional.log_softmax(logits, 1);
        var entropy = functional.nll_loss(logProbability, classes, _weights);
        var probability = logProbability.exp();
        var truth = classes.unsqueeze(1).eq(_labels).to(float32);
        var both = (probability * truth).sum([0, 2, 3]);
        var size = truth.sum([0, 2, 3]);
        var dice = ((2 * both) + 1) / (probability.sum([0, 2, 3]) + size + 1);
        var present = (size > 0).to(float32);
        var missed = 1 - ((dice * present).sum() / present.sum());
        return (entropy + missed).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _weights.Dispose();
        _labels.Dispose();
    }

    // Root of the inverse share, within narrow bounds: full inverse shares would make the network draw every needle too thick.
    private static float[] Weights(double[] shares) =>
        [.. shares.Select(s => (float)Math.Clamp(Math.Sqrt(0.05 / Math.Max(s, 1e-6)), 0.5, s > 0 ? 4 : 0.5))];
}
