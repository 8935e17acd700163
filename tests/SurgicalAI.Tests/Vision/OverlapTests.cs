using CsCheck;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Tests.Vision;

public sealed class OverlapTests
{
    private static readonly Gen<byte[]> s_masks = Gen.Int[0, 1].Select(b => (byte)b).Array[40];

    [Fact]
    public void Of_HandDrawnMasks_CountsByPixel()
    {
        var overlap = OverlapCounts.Of([0, 1, 1, 1, 0, 9], [0, 0, 1, 2, 1, 0]);
        Assert.Equal(new OverlapCounts(2, 4, 3), overlap);
        Assert.Equal(2.0 / 5, overlap.Iou);
        Assert.Equal(4.0 / 7, overlap.Dice);
    }

    [Fact]
    public void Iou_BothEmpty_IsNotANumber() => Assert.True(double.IsNaN(OverlapCounts.Of([0, 0], [0, 0]).Iou));

    [Fact]
    public void Of_MapsOfDifferentSize_Throws() => Assert.Throws<ArgumentException>(() => OverlapCounts.Of([0, 0], [0]));

    [Fact]
    public void Dice_AnyMasks_FollowsFromIou() => Gen.Select(s_masks, s_masks).Sample((a, b) =>
    {
        var overlap = OverlapCounts.Of(a, b);
        return overlap.IsEmpty || Math.Abs(overlap.Dice - (2 * overlap.Iou / (1 + overlap.Iou))) < 1e-12;
    });

    [Fact]
    public void Of_MasksExchanged_SameIou() => Gen.Select(s_masks, s_masks).Sample((a, b) => OverlapCounts.Of(a, b).Iou.Equals(OverlapCounts.Of(b, a).Iou));

    [Fact]
    public void Confusion_OfALabel_IsTheOverlapOfItsMasks() =>
        Gen.Select(Gen.Byte[0, 3].Array[60], Gen.Byte[0, 3].Array[60], Gen.Byte[0, 3]).Sample((truth, predicted, label) =>
        {
            var confusion = new LabelConfusion(4);
            confusion.Add(truth, predicted);
            var (t, p) = (new byte[60], new byte[60]);
            LabelMask.Select(truth, label, t);
            LabelMask.Select(predicted, label, p);
            return confusion.Of(label) == OverlapCounts.Of(t, p);
        });

    [Fact]
    public void Confusion_IgnoredTruth_CountsForNothing()
    {
        var confusion = new LabelConfusion(2);
        confusion.Add([255, 1, 0], [1, 1, 0]);
        Assert.Equal(new OverlapCounts(1, 1, 1), confusion.Of(1));
    }

    [Fact]
    public void Confusion_UnknownLabel_ThrowsWithItsPixel()
    {
        var error = Assert.Throws<ArgumentException>(() => new LabelConfusion(2).Add([0, 0], [0, 7]));
        Assert.Contains("Pixel 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Veil_IgnoredTruth_IsIgnoredInThePredictionToo()
    {
        byte[] predicted = [1, 2, 3];
        LabelMask.Veil([0, 255, 1], predicted);
        Assert.Equal([1, 255, 3], predicted);
    }
}
