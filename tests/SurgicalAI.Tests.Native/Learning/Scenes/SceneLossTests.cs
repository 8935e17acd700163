using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Scenes.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

public sealed class SceneLossTests
{
    private const int Cells = 16;

    [Fact]
    public void Of_SmallLesionMissedBesideALargeOneFound_CostsMoreThanItsPixels()
    {
        using var loss = new SceneLoss(new PixelMeanings(), CPU);
        using var lesions = zeros([2, 4 * Cells, 4 * Cells], uint8);
        _ = lesions[0].fill_(1);
        _ = lesions[1, TensorIndex.Slice(0, 8), TensorIndex.Slice(0, 8)].fill_(1);
        var found = Value(loss, lesions, _ => { });
        var missed = Value(loss, lesions, logits => logits[1, SceneShape.Classes].fill_(-8));

        // Four of 260 scored pixels: the batch's Dice alone rises by 0.01, its cross-entropy by 0.06.
        Assert.True(missed - found > 0.15, $"{found} {missed}");
    }

    [Fact]
    public void Of_NoFrameWithALesion_IsFinite()
    {
        using var loss = new SceneLoss(new PixelMeanings(), CPU);
        using var none = zeros([2, 4 * Cells, 4 * Cells], uint8);
        using var unknown = full([2, 4 * Cells, 4 * Cells], SceneFrame.LesionUnknown, uint8);
        Assert.InRange(Value(loss, none, _ => { }), 0, 0.01);
        Assert.InRange(Value(loss, unknown, _ => { }), 0, 0.01);
    }

    // Logits that are right about every lesion, then changed; nothing is known of the scene.
    private static double Value(SceneLoss loss, Tensor lesions, Action<Tensor> change)
    {
        using var scope = NewDisposeScope();
        var logits = zeros([2, SceneShape.Outputs, Cells, Cells]);
        var truth = lesions[TensorIndex.Ellipsis, TensorIndex.Slice(0, null, 4), TensorIndex.Slice(0, null, 4)].eq(1).to(float32);
        _ = logits.select(1, SceneShape.Classes).copy_((truth * 16) - 8);
        change(logits);
        var labels = full([2, 4 * Cells, 4 * Cells], PixelMeanings.Anything, uint8);
        return loss.Of(logits, labels, lesions, pixel: 0).item<float>();
    }
}
