using SurgicalAI.Learning.Scenes.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes;

/// <summary>
/// Cross-entropy of the set of classes that a pixel may have, soft Dice of the instruments, and cross-entropy and Dice of the lesion, the latter half over
/// the batch and half frame by frame; each only where the frame says anything about it.
/// </summary>
/// <remarks>
/// Of the sixteen pixels of each cell one is scored, another one in each step: the same gradient in the mean for less of the work.
/// </remarks>
internal sealed class SceneLoss : IDisposable
{
    private readonly Tensor _barriers;
    private readonly Tensor _instruments;
    private readonly Tensor _weights;
    private readonly Tensor _parts;

    public SceneLoss(PixelMeanings meanings, Device device)
    {
        (_barriers, _instruments) = (meanings.Barriers(device), meanings.Instruments(device));
        _weights = tensor(Weights(), device: device);
        _parts = tensor([.. SceneLabels.Set.Definitions.Select(d => SceneLabels.IsInstrument(d.Id) ? 1f : 0f)], [1, SceneShape.Classes, 1, 1], device: device);
    }

    /// <summary>Scalar loss.</summary>
    /// <param name="logits">What <c>SceneNet.At</c> gives for the same pixel.</param>
    /// <param name="labels">(batch, height, width), values of <see cref="PixelMeanings"/>.</param>
    /// <param name="lesions">(batch, height, width): 1, 0, or 255.</param>
    /// <param name="pixel">Which pixel of each cell, 0 to 15.</param>
    public Tensor Of(Tensor logits, Tensor labels, Tensor lesions, int pixel)
    {
        using var scope = NewDisposeScope();
        var loss = Scene(logits.narrow(1, 0, SceneShape.Classes), Pixel(labels, pixel)) + Lesion(logits.select(1, SceneShape.Classes), Pixel(lesions, pixel));
        return loss.MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _barriers.Dispose();
        _instruments.Dispose();
        _weights.Dispose();
        _parts.Dispose();
    }

    // One pixel of each cell.
    private static Tensor Pixel(Tensor map, int pixel) => map.index(
        TensorIndex.Ellipsis, TensorIndex.Slice(pixel / SceneShape.Cell, null, SceneShape.Cell), TensorIndex.Slice(pixel % SceneShape.Cell, null, SceneShape.Cell));

    private Tensor Scene(Tensor logits, Tensor map)
    {
        var index = map.to(int64);
        var log = functional.log_softmax(logits, 1);
        var allowed = _barriers.index_select(0, index.flatten()).view([.. index.shape, SceneShape.Classes]).permute(0, 3, 1, 2);
        var weight = _weights.index_select(0, index.flatten()).view(index.shape);
        var entropy = -((log + allowed).logsumexp(1) * weight).sum() / (weight.sum() + 1);
        var truth = _instruments.index_select(0, index.flatten()).view(index.shape);
        var known = (truth >= 0).to(float32);
        return entropy + Missed((log.exp() * _parts).sum(1) * known, truth * known);
    }

    private static Tensor Lesion(Tensor logit, Tensor map)
    {
        var known = map.ne(SceneFrame.LesionUnknown).to(float32);
        var truth = map.eq(1).to(float32);
        var entropy = (functional.binary_cross_entropy_with_logits(logit, truth, reduction: Reduction.None) * known).sum() / (known.sum() + 1);
        var predicted = logit.sigmoid() * known;
        return entropy + ((Missed(predicted, truth) + MissedByFrame(predicted, truth)) / 2);
    }

    // 1 - soft Dice over the batch; 0 where there is neither truth nor prediction.
    private static Tensor Missed(Tensor predicted, Tensor truth)
    {
        const float Smooth = 50;
        return 1 - (((2 * (predicted * truth).sum()) + Smooth) / (predicted.sum() + truth.sum() + Smooth));
    }

    // The same as the mean over the frames that show one, so that a small lesion counts as much as a large one; 0 where none does.
    private static Tensor MissedByFrame(Tensor predicted, Tensor truth)
    {
        const float Smooth = 5;
        var (p, t) = (predicted.flatten(1), truth.flatten(1));
        var all = t.sum(dim: 1);
        var shows = (all > 0).to(float32);
        var missed = 1 - (((2 * (p * t).sum(dim: 1)) + Smooth) / (p.sum(dim: 1) + all + Smooth));
        return (missed * shows).sum() / shows.sum().clamp_min(1);
    }

    // Small things count more; what nothing is known of counts nothing.
    private static float[] Weights()
    {
        var weights = new float[256];
        Array.Fill(weights, 1);
        weights[PixelMeanings.Anything] = 0;
        ReadOnlySpan<(string Name, float Weight)> special =
            [("background", 0.7f), ("wrist", 2), ("jaw", 2.5f), ("needle", 4), ("thread", 4), ("target", 2), ("peg", 2), ("blood", 0.5f)];
        foreach (var (name, weight) in special)
        {
            _ = SceneLabels.Set.TryGet(name, out var label);
            weights[label!.Id] = weight;
        }

        return weights;
    }
}
