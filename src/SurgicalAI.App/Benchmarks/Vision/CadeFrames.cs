using SurgicalAI.Vision.Sources;

namespace SurgicalAI.App.Benchmarks.Vision;

/// <summary>Pictures of one size that are shown to the second reader in turn.</summary>
/// <param name="WidthPx">Width, pixels.</param>
/// <param name="HeightPx">Height, pixels.</param>
/// <param name="Pictures">Blue-green-red, rows without padding.</param>
internal sealed record CadeFrames(int WidthPx, int HeightPx, IReadOnlyList<byte[]> Pictures)
{
    private const int Most = 20;
    private const int SimulatorPictures = 4;

    /// <summary>The first pictures of a folder or video that have the size of the first; without one, of the simulator, 1280x1024.</summary>
    public static CadeFrames Load(string? input, ulong seed, CancellationToken cancellation)
    {
        if (input is null)
        {
            return new(1280, 1024, VisionFrames.Render(1280, 1024, SimulatorPictures, seed));
        }

        using var feed = FrameFeed.Open(input);
        var pictures = new List<byte[]>();
        var (width, height) = (0, 0);
        while (pictures.Count < Most && feed.Next(cancellation))
        {
            (width, height) = pictures.Count == 0 ? (feed.WidthPx, feed.HeightPx) : (width, height);
            if ((feed.WidthPx, feed.HeightPx) == (width, height))
            {
                pictures.Add(feed.Bgr.ToArray());
            }
        }

        return new(width, height, pictures);
    }
}
