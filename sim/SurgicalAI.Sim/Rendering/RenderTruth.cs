using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Sim.Rendering;

/// <summary>The truths that come with a picture, all from the same draw; what is null is not drawn and costs nothing.</summary>
public sealed record RenderTruth
{
    /// <summary>Pictures alone.</summary>
    public static RenderTruth None { get; } = new();

    /// <summary>Written: <see cref="PixelFormat.Gray8"/>, values of <see cref="SegmentationClass"/>.</summary>
    public StereoFrame? Labels { get; init; }

    /// <summary>Written: <see cref="PixelFormat.Gray8"/>, the instance numbers of the scene's bodies; 0 for the ground.</summary>
    public StereoFrame? Instances { get; init; }

    /// <summary>Written: <see cref="PixelFormat.Depth32F"/>, metres along the left eye's optical axis; 0 where nothing is.</summary>
    public ImageLease? LeftDepth { get; init; }

    /// <summary>Written: <see cref="PixelFormat.Depth32F"/>, metres along the right eye's optical axis; 0 where nothing is.</summary>
    public ImageLease? RightDepth { get; init; }

    /// <summary>
    /// Written: <see cref="PixelFormat.Motion32F"/>, by how much what each pixel shows has moved in the picture since the renderer last
    /// drew with motion: it was at the pixel's centre less this. 0 where nothing is, in the first picture of a world, and, but for the
    /// camera's motion, for what was not there before or was cut.
    /// </summary>
    public StereoFrame? Motion { get; init; }

    internal EyeTruth Eye(bool right) =>
        right ? new(Labels?.Right, Instances?.Right, RightDepth, Motion?.Right) : new(Labels?.Left, Instances?.Left, LeftDepth, Motion?.Left);
}

/// <summary>The truths of one eye.</summary>
internal readonly record struct EyeTruth(ImageLease? Labels, ImageLease? Instances, ImageLease? Depth, ImageLease? Motion);
