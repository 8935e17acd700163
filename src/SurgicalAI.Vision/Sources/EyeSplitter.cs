using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Sources;

/// <summary>Copies a decoded picture into the leases of one or two eyes. Hot path.</summary>
internal sealed unsafe class EyeSplitter
{
    private readonly ImagePool _pool;
    private readonly bool _stereo;
    private readonly int _fullWidthPx;

    /// <summary>Learns the picture size from the first frame.</summary>
    /// <exception cref="UserErrorException">The picture cannot be halved.</exception>
    public EyeSplitter(string name, Mat first, double rateHz, SourceOptions options)
    {
        _pool = options.Pool;
        _stereo = options.Layout == StereoLayout.SideBySide;
        _fullWidthPx = first.Width;
        if (_stereo && first.Width % 2 != 0)
        {
            throw new UserErrorException($"{name}: a picture {first.Width} pixels wide does not hold two equal eyes; use --stereo mono.");
        }

        var widthPx = _stereo ? first.Width / 2 : first.Width;
        Model = new(
            CameraIntrinsics.FromHorizontalFov(widthPx, first.Height, options.HorizontalFovRad), _stereo ? options.BaselineM : 0, rateHz);
    }

    /// <summary>Camera behind the pictures.</summary>
    public StereoCamera Model { get; }

    /// <summary>True when a picture has the size and type that the source began with.</summary>
    public bool Fits(Mat picture) =>
        picture.Width == _fullWidthPx && picture.Height == Model.Intrinsics.HeightPx && picture.Type() == MatType.CV_8UC3;

    /// <summary>Copies the eyes out; the caller disposes the frame.</summary>
    public StereoFrame Split(Mat picture) => new(Copy(picture, 0), _stereo ? Copy(picture, Model.Intrinsics.WidthPx) : null);

    private ImageLease Copy(Mat picture, int firstColumnPx)
    {
        var eye = _pool.Rent(Model.Intrinsics.WidthPx, Model.Intrinsics.HeightPx, PixelFormat.Bgr8);
        var from = picture.DataPointer + (firstColumnPx * 3);
        var stepBytes = picture.Step();
        for (var y = 0; y < eye.HeightPx; y++)
        {
            new ReadOnlySpan<byte>(from + (y * stepBytes), eye.StrideBytes).CopyTo(eye.Row(y));
        }

        return eye;
    }
}
