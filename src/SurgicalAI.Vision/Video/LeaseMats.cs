using OpenCvSharp;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Video;

/// <summary>
/// OpenCV headers over leases, kept by address: a pool lends the same few buffers again and again, so that no frame makes
/// a new header. The header does not keep the lease alive; use it only while the lease is held. Not thread-safe.
/// </summary>
internal sealed class LeaseMats : IDisposable
{
    private const int Kept = 8;
    private readonly (nint Address, Mat Header)[] _headers = new (nint, Mat)[Kept];
    private int _next;

    /// <summary>Header over a lease's pixels.</summary>
    public Mat Of(ImageLease picture)
    {
        var type = picture.Format == PixelFormat.Bgr8 ? MatType.CV_8UC3 : MatType.CV_8UC1;
        foreach (var (address, header) in _headers)
        {
            if (address == picture.Address && header.Width == picture.WidthPx && header.Height == picture.HeightPx && header.Type() == type)
            {
                return header;
            }
        }

        var made = Mat.FromPixelData(picture.HeightPx, picture.WidthPx, type, picture.Address);
        _headers[_next].Header?.Dispose();
        _headers[_next] = (picture.Address, made);
        _next = (_next + 1) % Kept;
        return made;
    }

    /// <summary>Frees the headers, not the pixels.</summary>
    public void Dispose()
    {
        foreach (var (_, header) in _headers)
        {
            header?.Dispose();
        }

        Array.Clear(_headers);
    }
}
