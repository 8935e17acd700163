using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Tests.Vision;

public sealed class ChallengeScoreTests
{
    [Fact]
    public void EndoVis_GoldenFrames_AsThePublishedProcedure() => Assert.All(GoldenMetrics.Load().EndoVis, golden =>
    {
        var pictures = new GoldenPictures(golden.Seed);
        var scores = new EndoVisScores(golden.Labels);
        for (var i = 0; i < golden.Frames; i++)
        {
            scores.Add(Confusion(pictures.Frame(golden.Labels), golden.Labels));
        }

        Assert.Equal(golden.Challenge, scores.ChallengeIou, 12);
        Assert.Equal(golden.Isi, scores.IsiIou, 12);
        Assert.Equal(golden.Mc, scores.McIou, 12);
        Assert.Equal(golden.Mean, scores.MeanIou, 12);
    });

    [Fact]
    public void EndoVis_ClassOnlyPredicted_CountsForIsiButNotForTheChallenge()
    {
        var scores = new EndoVisScores(3);
        scores.Add(Confusion(([1, 1, 0, 0], [1, 0, 2, 0]), 3));
        Assert.Equal((0.5, 0.25, 0.25, 1.0 / 3), (scores.ChallengeIou, scores.IsiIou, scores.McIou, scores.MeanIou));
    }

    [Fact]
    public void EndoVis_NothingPredicted_ZeroForItsClassesAndNothingForTheSums()
    {
        var scores = new EndoVisScores(3);
        scores.Add(Confusion(([1, 1, 0, 0], [1, 1, 0, 0]), 3));
        scores.Add(Confusion(([1, 1, 2, 0], [0, 0, 0, 0]), 3));
        Assert.Equal((0.5, 0.5, 0.25, 1.0), (scores.ChallengeIou, scores.IsiIou, scores.McIou, scores.MeanIou));
    }

    [Fact]
    public void EndoVis_EmptyInBoth_IsLeftOut()
    {
        var scores = new EndoVisScores(2);
        scores.Add(Confusion(([0, 0], [0, 0]), 2));
        Assert.True(double.IsNaN(scores.ChallengeIou));
    }

    [Fact]
    public void SarRarp_GoldenFrames_AsTheChallengesProcedure() => Assert.All(GoldenMetrics.Load().SarRarp, golden =>
    {
        var pictures = new GoldenPictures(golden.Seed);
        var (score, surface) = (new SarRarpScore(), new SurfaceDice(golden.Tau));
        for (var i = 0; i < golden.Frames; i++)
        {
            var (truth, predicted) = pictures.Frame(golden.Labels);
            var overlaps = new OverlapCounts[golden.Labels - 1];
            var boundaries = new BoundaryCounts[golden.Labels - 1];
            for (byte label = 1; label < golden.Labels; label++)
            {
                var (t, p) = (new byte[truth.Length], new byte[truth.Length]);
                LabelMask.Select(truth, label, t);
                LabelMask.Select(predicted, label, p);
                (overlaps[label - 1], boundaries[label - 1]) = (OverlapCounts.Of(t, p), surface.Measure(t, p, 64, 48));
            }

            score.Add(i % 2 == 0 ? "one" : "two", overlaps, boundaries);
        }

        Assert.Equal(golden.Iou, score.MeanIou, 12);
        Assert.Equal(golden.Nsd, score.MeanNsd, 12);
        Assert.Equal(golden.Score, score.Score, 12);
    });

    [Fact]
    public void SarRarp_VideosOfDifferentLength_CountAlike()
    {
        var score = new SarRarpScore();
        score.Add("long", [new(1, 1, 1)], [new(2, 2)]);
        score.Add("long", [new(1, 1, 1)], [new(2, 2)]);
        score.Add("short", [new(0, 1, 0)], [new(0, 1)]);
        Assert.Equal(0.5, score.MeanIou);
    }

    private static LabelConfusion Confusion((byte[] Truth, byte[] Predicted) frame, int labels)
    {
        var confusion = new LabelConfusion(labels);
        confusion.Add(frame.Truth, frame.Predicted);
        return confusion;
    }
}
