using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Core.Ports;

/// <summary>Pictures with their true label maps, made or recorded; what a segmentation network is trained and scored on.</summary>
public interface ILabelledScenes : IDisposable
{
    /// <summary>Where they come from, for reports ("sim:needle-reach").</summary>
    string Name { get; }

    /// <summary>Picture width, pixels.</summary>
    int WidthPx { get; }

    /// <summary>Picture height, pixels.</summary>
    int HeightPx { get; }

    /// <summary>Makes the scene of a seed; the same seed gives the same bytes.</summary>
    /// <param name="seed">Seed of the scene.</param>
    /// <param name="picture">Written: <see cref="PixelFormat.Bgr8"/>, height x width.</param>
    /// <param name="labels">Written: <see cref="PixelFormat.Gray8"/>, height x width, values of <see cref="SegmentationClass"/>.</param>
    void Render(ulong seed, ImageLease picture, ImageLease labels);
}
