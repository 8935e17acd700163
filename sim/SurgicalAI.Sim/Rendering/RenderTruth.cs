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

    internal EyeTruth Eye(bool right) =>
        right ? new(Labels?.Right, Instances?.Right, RightDepth) : new(Labels?.Left, Instances?.Left, LeftDepth);
}

/// <summary>The truths of one eye.</summary>
internal readonly record struct EyeTruth(ImageLease? Labels, ImageLease? Instances, ImageLease? Depth);
