using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Vision.Video;

/// <summary>Writes beside the wanted name and takes the name at the end, so that nothing half-written ever bears it.</summary>
internal sealed class Mp4Writer : IVideoWriter
{
    private readonly string _path;
    private readonly string _partial;
    private readonly Size _size;
    private readonly VideoWriter _writer;
    private readonly LeaseMats _mats = new();
    private int _written;
    private bool _disposed;

    public Mp4Writer(string path, int widthPx, int heightPx, double rateHz)
    {
        _path = Path.GetFullPath(path);
        _partial = Path.ChangeExtension(_path, ".partial.mp4");
        _size = new(widthPx, heightPx);
        RequireUsable(path);
        _writer = new(_partial, VideoCaptureAPIs.FFMPEG, FourCC.FromString("mp4v"), rateHz, _size, isColor: true);
        if (!_writer.IsOpened())
        {
            Abandon();
            throw new UserErrorException($"{path} cannot be written: no permission, or the disk is full.");
        }
    }

    /// <inheritdoc/>
    public void Write(ImageLease picture)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (picture.Format != PixelFormat.Bgr8 || picture.WidthPx != _size.Width || picture.HeightPx != _size.Height)
        {
            throw new ArgumentException($"The file holds {_size.Width}x{_size.Height} Bgr8 pictures, got {picture.WidthPx}x{picture.HeightPx} {picture.Format}.", nameof(picture));
        }

        _writer.Write(_mats.InputOf(picture));
        _written++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Abandon(keep: _written > 0);
        }
    }

    private void Abandon(bool keep = false)
    {
        _writer.Dispose();
        _mats.Dispose();
        if (keep)
        {
            File.Move(_partial, _path, overwrite: true);
        }
        else
        {
            File.Delete(_partial);
        }
    }

    private void RequireUsable(string path)
    {
        if (!_path.EndsWith(".mp4", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserErrorException($"{path}: a video is written as .mp4; give a name that ends so.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(_path)))
        {
            throw new UserErrorException($"{path}: the folder {Path.GetDirectoryName(_path)} does not exist.");
        }
    }
}
