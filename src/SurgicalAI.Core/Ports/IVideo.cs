using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Core.Ports;

/// <summary>Writes pictures of equal size to one file. Disposing it finishes the file.</summary>
public interface IVideoWriter : IDisposable
{
    /// <summary>Appends a picture (<see cref="PixelFormat.Bgr8"/>); not disposed here.</summary>
    void Write(ImageLease picture);
}

/// <summary>Makes video files; implemented by Vision so that data formats need no OpenCV.</summary>
public interface IVideoCodec
{
    /// <summary>Starts a file.</summary>
    /// <param name="path">Path ending in .mp4.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="rateHz">Frames per second.</param>
    IVideoWriter Create(string path, int widthPx, int heightPx, double rateHz);

    /// <summary>Reads all pictures of a file in order; each lease is disposed by the caller.</summary>
    IEnumerable<ImageLease> Read(string path);
}
