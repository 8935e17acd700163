using OpenCvSharp;
using SurgicalAI.App.Verbs;
using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Datasets.Ranking;

namespace SurgicalAI.App.Annotation;

/// <summary>How frames are chosen.</summary>
/// <param name="Top">Frames wanted.</param>
/// <param name="Clip">Frames of a group in a row that are chosen as one.</param>
/// <param name="ByChance">True for the control: chance instead of doubt.</param>
/// <param name="Seed">Seed of the chance.</param>
internal sealed record RankingOptions(int Top, int Clip, bool ByChance, ulong Seed);

/// <summary>Frames of a set with the network's doubt, and those that were chosen.</summary>
/// <param name="Frames">All frames in the set's order.</param>
/// <param name="Chosen">Indices of the chosen ones, best first.</param>
internal sealed record FrameRanking(IReadOnlyList<FrameView> Frames, IReadOnlyList<int> Chosen)
{
    /// <summary>Looks at every frame of a set and chooses.</summary>
    /// <param name="set">Set; labels it may have are not looked at.</param>
    /// <param name="network">Whose doubt counts.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops between frames.</param>
    public static FrameRanking Of(IFrameSet set, ForegroundNetwork network, RankingOptions options, CancellationToken cancellation)
    {
        var (frames, progress) = (new List<FrameView>(), new Progress("rank", set.Frames.Count));
        using var picture = new Mat();
        for (var i = 0; i < set.Frames.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            set.ReadPicture(i, picture);
            frames.Add(network.View(i, picture));
            progress.Step();
        }

        var clips = RankedClip.Of(frames, [.. set.Frames.Select(frame => frame.Group)], options.Clip);
        var chosen = options.ByChance ? FrameChoice.ByChance(clips, options.Top, options.Seed) : FrameChoice.ByDoubt(clips, options.Top);
        return new(frames, [.. chosen.SelectMany(clip => clips[clip].Frames)]);
    }
}
