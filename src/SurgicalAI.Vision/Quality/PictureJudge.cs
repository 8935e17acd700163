using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Vision.Quality;

/// <summary>Trusts a frame as far as its left eye is sharp, clear and well lit. Not thread-safe.</summary>
public sealed class PictureJudge : IPictureJudge
{
    private readonly QualityMeter _meter = new();

    /// <inheritdoc/>
    public double Trust(StereoFrame pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var left = pictures.Left;
        return left.Format == PixelFormat.Bgr8 ? _meter.Measure(left.Bytes, left.WidthPx, left.HeightPx).Trust : 1;
    }
}
