using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim;

namespace SurgicalAI.App.Benchmarks.Vision;

/// <summary>Different frames of the simulator, kept in memory.</summary>
internal static class VisionFrames
{
    /// <summary>Renders frames, blue-green-red, rows without padding.</summary>
    public static byte[][] Render(int widthPx, int heightPx, int count, ulong seed)
    {
        using var scenes = new SimMixedScenes(widthPx, heightPx);
        using var picture = ImagePool.Shared.Rent(widthPx, heightPx, PixelFormat.Bgr8);
        using var labels = ImagePool.Shared.Rent(widthPx, heightPx, PixelFormat.Gray8);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            // A seed of another episode each time.
            scenes.Render((seed + (ulong)i) * SimMixedScenes.FramesPerEpisode, picture, labels);
            return picture.Bytes.ToArray();
        })];
    }
}
