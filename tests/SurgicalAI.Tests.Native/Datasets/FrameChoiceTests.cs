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
        Assert.Equal(9, chosen[0]);
        Assert.Single(chosen, i => i < 10);
    }

    [Fact]
    public void ByDoubt_FramesEquallyUnlike_MostDoubtfulFirst()
    {
        var frames = Enumerable.Range(0, 8).Select(i => new FrameView(i, i * 0.1, [.. Enumerable.Range(0, 8).Select(k => k == i ? 1f : 0)])).ToArray();
        Assert.Equal([7, 6, 5], FrameChoice.ByDoubt(Clips(frames, 1), 3));
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

    private static FrameView View(int index, double doubt, float look) => new(index, doubt, [look, 0]);

    private static IReadOnlyList<RankedClip> Clips(FrameView[] frames, int length) => RankedClip.Of(frames, [.. frames.Select(_ => "one")], length);
}
