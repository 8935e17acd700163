using System.Runtime.InteropServices;
using OpenCvSharp;
using OpenCvSharp.Internal;
using OpenCvSharp.Internal.Vectors;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Video;

/// <summary>Pictures as JPEG into one buffer that is used again. Not thread-safe.</summary>
public sealed class JpegEncoder : IDisposable
{
    private readonly LeaseMats _mats = new();
    private readonly VectorOfByte _encoded = new();
    private readonly int[] _parameters;
    private byte[] _buffer = new byte[64 * 1024];

    /// <summary>Makes an encoder.</summary>
    /// <param name="quality">1 (small) to 100 (good).</param>
    public JpegEncoder(int quality = 85)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        OpenCvSilence.Ensure();
        _parameters = [(int)ImwriteFlags.JpegQuality, quality];
    }

    /// <summary>Encodes a picture (<see cref="PixelFormat.Bgr8"/> or <see cref="PixelFormat.Gray8"/>). Hot path.</summary>
    /// <param name="picture">Not disposed here.</param>
    /// <returns>The JPEG; valid until the next call.</returns>
    public ReadOnlyMemory<byte> Encode(ImageLease picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var input = _mats.InputOf(picture);

        // The public ImEncode returns a new array for every picture; the binding below it takes a vector that lives on.
        NativeMethods.HandleException(
            NativeMethods.imgcodecs_imencode_vector(".jpg", input.CvPtr, _encoded.CvPtr, _parameters, _parameters.Length, out var done));
        if (done == 0)
        {
            throw new InvalidOperationException("OpenCV could not encode the picture as JPEG.");
        }

        var size = _encoded.Size;
        if (_buffer.Length < size)
        {
            _buffer = new byte[size + (size / 2)];
        }

        Marshal.Copy(_encoded.ElemPtr, _buffer, 0, size);
        GC.KeepAlive(input);
        return _buffer.AsMemory(0, size);
    }

    /// <summary>Frees the native buffer.</summary>
    public void Dispose()
    {
        _encoded.Dispose();
        _mats.Dispose();
    }
}
