namespace SurgicalAI.Core.Imaging;

/// <summary>What an endoscope delivered at one instant: the left picture, and the right one unless it is monoscopic.</summary>
/// <param name="left">Left picture; this frame takes over the caller's reference.</param>
/// <param name="right">Right picture of equal size and format, or null; this frame takes over the caller's reference.</param>
public sealed class StereoFrame(ImageLease left, ImageLease? right) : IDisposable
{
    /// <summary>Left picture; valid until this frame is disposed.</summary>
    public ImageLease Left { get; } = left;

    /// <summary>Right picture, or null.</summary>
    public ImageLease? Right { get; } = right;

    /// <summary>A second frame over the same pixels, disposed on its own.</summary>
    public StereoFrame Share() => new(Left.Share(), Right?.Share());

    /// <summary>Gives the pixels back.</summary>
    public void Dispose()
    {
        Left.Dispose();
        Right?.Dispose();
    }
}
