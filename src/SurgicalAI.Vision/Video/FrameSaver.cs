using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Vision.Video;

/// <summary>Saves a run's pictures to one video whose size is that of the first picture. Not thread-safe.</summary>
public sealed class FrameSaver : IDisposable
{
    /// <summary>Rate of the file when the source states none.</summary>
    public const double DefaultRateHz = 30;

    private readonly IVideoCodec _codec;
    private readonly string _path;
    private readonly double _rateHz;
    private IVideoWriter? _writer;

    /// <summary>Makes a saver; the file begins with the first picture.</summary>
    /// <param name="codec">Makes the file.</param>
    /// <param name="path">Path ending in .mp4.</param>
    /// <param name="rateHz">Frames per second; 0 takes <see cref="DefaultRateHz"/>.</param>
    public FrameSaver(IVideoCodec codec, string path, double rateHz)
    {
        ArgumentNullException.ThrowIfNull(codec);
        ArgumentException.ThrowIfNullOrEmpty(path);
        (_codec, _path, _rateHz) = (codec, path, rateHz > 0 ? rateHz : DefaultRateHz);
    }

    /// <summary>Pictures saved.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a picture; not disposed here.</summary>
    public void Write(ImageLease picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        _writer ??= _codec.Create(_path, picture.WidthPx, picture.HeightPx, _rateHz);
        _writer.Write(picture);
        Count++;
    }

    /// <summary>Finishes the file.</summary>
    public void Dispose() => _writer?.Dispose();
}
