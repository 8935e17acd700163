using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Vision.Sources;

/// <summary>A video file, camera device or stream as an endoscope. Capture times strictly increase. Not thread-safe.</summary>
public abstract class FrameSource : ICamera
{
    private protected FrameSource(string name, SourceOptions options)
    {
        Name = name;
        Options = options;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public abstract StereoCamera Model { get; }

    /// <inheritdoc/>
    public abstract bool IsLive { get; }

    /// <summary>Frames that the container announces, so that each can be accounted for; null where nobody knows (live).</summary>
    public virtual long? ExpectedFrames => null;

    private protected SourceOptions Options { get; }

    /// <summary>
    /// Opens what a person named: a path, <c>/dev/videoN</c>, or a URL (an HTTP stream of JPEG parts keeps the capture time
    /// of its <c>X-Origin-Ns</c> headers; every other URL is stamped on arrival).
    /// </summary>
    /// <exception cref="UserErrorException">It is not there or delivers no picture; one line says why.</exception>
    public static FrameSource Open(string spec, SourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        OpenCvSilence.Ensure();
        var name = spec?.Trim() ?? "";
        return name switch
        {
            "" => throw new UserErrorException("The source is empty: give a video file, /dev/videoN, or a URL."),
            _ when name.Contains("://", StringComparison.Ordinal) => UrlSources.Open(name, options),
            _ when name.StartsWith("/dev/", StringComparison.Ordinal) => CameraDevice.Open(name, options),
            _ => VideoFileSource.OpenFile(name, options),
        };
    }

    /// <summary>
    /// Waits for the next frame; the caller disposes it. A cancelled wait ends with <see cref="FaultCode.EndOfStream"/>.
    /// After <see cref="FaultCode.SourceLost"/> a live source tries to come back with every further call, a file has ended.
    /// </summary>
    /// <inheritdoc/>
    public abstract Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the source.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);

    private protected static Fault Cancelled { get; } = new(FaultCode.EndOfStream, "Reading was cancelled.");
}
