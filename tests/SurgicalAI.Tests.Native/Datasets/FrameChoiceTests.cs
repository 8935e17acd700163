using SurgicalAI.Vision.Datasets.Ranking;

namespace SurgicalAI.Tests.Native.Datasets;

public sealed class FrameChoiceTests
{
    [Fact]
    public void ByDoubt_TwinsOfTheMostDoubtfulFrame_OneOfThemIsChosen()
    {
        // Ten nearly equal frames of great doubt, ten unlike each other of some.
        var frames = Enumerable.Range(0, 20).Select(i => i < 10 ? View(i, 0.9 + (0.001 * i), 0.001f * i) : View(i, 0.5 + (0.01 * i), i)).ToArray();
        var chosen = FrameChoice.ByDoubt(Clips(frames, 1), 6);
        Assert.InRange(chosen[0], 0, 9);
        Assert.Single(chosen, i => i < 10);
    }

    [Fact]
    public void ByDoubt_FramesEquallyUnlike_MostDoubtfulFirst()
    {
        var frames = Enumerable.Range(0, 8).Select(i => new FrameView(i, i * 0.1, Axis(i, 8))).ToArray();
        Assert.Equal([7, 6, 5], FrameChoice.ByDoubt(Clips(frames, 1), 3));
    }

    [Fact]
    public void ByDoubt_OddFrameOfMostDoubtBesideManyAlike_TheManyComeFirst()
    {
        // Twelve frames alike of some doubt, eight unlike all others of more.
        var frames = Enumerable.Range(0, 20).Select(i => new FrameView(i, i < 12 ? 0.5 : 0.6 + (0.01 * i), Axis(Math.Max(11, i) - 11, 9))).ToArray();
        var chosen = FrameChoice.ByDoubt(Clips(frames, 1), 2);
        Assert.InRange(chosen[0], 0, 11);
        Assert.Equal(19, chosen[1]);
    }

    [Fact]
    public void ByDoubt_AnyFrames_EachOnceAndFewerAreTheFirstOfMore()
    {
        var random = new Random(4);
        var frames = Enumerable.Range(0, 30).Select(i => new FrameView(i, random.NextDouble(), [random.NextSingle(), random.NextSingle()])).ToArray();
        var all = FrameChoice.ByDoubt(Clips(frames, 1), 30);
        Assert.Equal(Enumerable.Range(0, 30), all.Order());

        // The first few of a longer choice are the shorter choice.
        Assert.Equal(all.Take(7), FrameChoice.ByDoubt(Clips(frames, 1), 7));
    }

    [Fact]
    public void ByDoubt_Clips_WholeClipsOfOneGroup()
    {
        var frames = Enumerable.Range(0, 10).Select(i => View(i, i == 4 ? 0.9 : 0.1, i)).ToArray();
        var clips = RankedClip.Of(frames, [.. Enumerable.Range(0, 10).Select(i => i < 5 ? "a" : "b")], 3);
        Assert.Equal([3, 2, 3, 2], clips.Select(clip => clip.Frames.Count));
        Assert.Equal([3, 4], clips[FrameChoice.ByDoubt(clips, 2)[0]].Frames);
    }

    [Fact]
    public void ByChance_SameSeed_SameFramesAndEachOnce()
    {
        var clips = Clips([.. Enumerable.Range(0, 50).Select(i => View(i, 0, i))], 1);
        var chosen = FrameChoice.ByChance(clips, 20, 3);
        Assert.Equal(chosen, FrameChoice.ByChance(clips, 20, 3));
        Assert.NotEqual(chosen, FrameChoice.ByChance(clips, 20, 4));
        Assert.Equal(20, chosen.Distinct().Count());
    }

    [Fact]
    public void ByDoubt_MoreWantedThanThere_AllOfThem() => Assert.Equal(3, FrameChoice.ByDoubt(Clips([View(0, 1, 0), View(1, 1, 1), View(2, 1, 2)], 1), 9).Count);

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(48)]
    public void SquaredDistanceTo_LooksOfAnyLength_AsSummedOneByOne(int length)
    {
        var random = new Random(length);
        float[][] looks = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextSingle()).ToArray())];
        var clips = Clips([new(0, 0, looks[0]), new(1, 0, looks[1])], 1);
        Assert.Equal(looks[0].Zip(looks[1]).Sum(pair => Math.Pow(pair.First - pair.Second, 2)), clips[0].SquaredDistanceTo(clips[1]), 1e-5);
    }

    // Looks along axes of their own are all equally unlike.
    private static float[] Axis(int axis, int axes) => [.. Enumerable.Range(0, axes).Select(k => k == axis ? 1f : 0)];

    private static FrameView View(int index, double doubt, float look) => new(index, doubt, [look, 0]);

    private static IReadOnlyList<RankedClip> Clips(FrameView[] frames, int length) => RankedClip.Of(frames, [.. frames.Select(_ => "one")], length);
}
