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
    private readonly Header?[] _headers = new Header?[Kept];
    private int _next;

    /// <summary>Header over a lease's pixels, to draw into.</summary>
    public Mat Of(ImageLease picture) => HeaderOf(picture).Mat;

    /// <summary>Header over a lease's pixels, to hand to a function that reads.</summary>
    public InputArray InputOf(ImageLease picture) => HeaderOf(picture).Input;

    /// <summary>Frees the headers, not the pixels.</summary>
    public void Dispose()
    {
        foreach (var header in _headers)
        {
            header?.Dispose();
        }

        Array.Clear(_headers);
    }

    private Header HeaderOf(ImageLease picture)
    {
        foreach (var header in _headers)
        {
            if (header is not null && header.IsOf(picture))
            {
                return header;
            }
        }

        _headers[_next]?.Dispose();
        var made = _headers[_next] = new(picture);
        _next = (_next + 1) % Kept;
        return made;
    }

    private sealed class Header : IDisposable
    {
        private readonly (nint, int, int, PixelFormat) _key;

        public Header(ImageLease picture)
        {
            _key = KeyOf(picture);
            var type = picture.Format == PixelFormat.Bgr8 ? MatType.CV_8UC3 : MatType.CV_8UC1;
            Mat = Mat.FromPixelData(picture.HeightPx, picture.WidthPx, type, picture.Address);
            Input = InputArray.Create(Mat);
        }

        public Mat Mat { get; }

        public InputArray Input { get; }

        public bool IsOf(ImageLease picture) => _key == KeyOf(picture);

        public void Dispose()
        {
            Input.Dispose();
            Mat.Dispose();
        }

        private static (nint Address, int WidthPx, int HeightPx, PixelFormat Format) KeyOf(ImageLease picture) =>
            (picture.Address, picture.WidthPx, picture.HeightPx, picture.Format);
    }
}
