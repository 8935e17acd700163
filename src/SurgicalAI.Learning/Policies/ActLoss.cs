using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>Losses of an <see cref="ActNet"/>; padding counts nowhere.</summary>
internal static class ActLoss
{
    // Kept for good: TorchSharp frees a scalar made on the fly as soon as the collector runs, which may be during its use.
    private static readonly Scalar Half = 0.5;
    private static readonly Scalar MinusHalf = -0.5;
    private static readonly Scalar One = 1;

    /// <summary>L1 of the plan plus the weighted divergence of the style.</summary>
    public static Tensor Training(ActNet net, ActBatch batch, Scalar styleWeight)
    {
        var target = net.Scale(batch.Actions);
        var (mean, logVariance) = net.Encode(batch.State, target, batch.Mask);
        var z = mean + ((logVariance * Half).exp() * randn_like(mean));
        var divergence = (logVariance + One - (mean * mean) - logVariance.exp()).sum(1).mean() * MinusHalf;
        return Masked(net.forward(batch.Tokens, batch.State, z) - target, batch.Mask) + (divergence * styleWeight);
    }

    /// <summary>Sums over a batch at run time (z = 0): absolute error in scaled units, distance in metres, and their counts.</summary>
    public static (double Error, double DistanceM, double Count) Validation(ActNet net, ActBatch batch)
    {
        var scaled = net.forward(batch.Tokens, batch.State, zeros(batch.State.shape[0], net.Size.Latent));
        var error = ((scaled - net.Scale(batch.Actions)).abs().mean([2]) * batch.Mask).sum();
        var offset = (net.Unscale(scaled) - batch.Actions).narrow(2, 0, 3);
        var distance = ((offset * offset).sum(2).sqrt() * batch.Mask).sum();
        return (error.item<float>(), distance.item<float>(), batch.Mask.sum().item<float>());
    }

    private static Tensor Masked(Tensor error, Tensor mask) => (error.abs().mean([2]) * mask).sum() / mask.sum();
}
