using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Vision.Sources;

/// <summary>JPEG pictures over HTTP (multipart), stamped by the sender's capture time where it gives one.</summary>
internal sealed class MjpegSource : FrameSource
{
    private readonly Uri _url;
    private readonly EyeSplitter _eyes;
    private readonly Backoff _backoff = new();
    private readonly PartStamps _stamps = new();
    private MjpegConnection? _connection;
    private MjpegPart _part = new();

    private MjpegSource(string name, Uri url, MjpegConnection connection, SourceOptions options)
        : base(name, options)
    {
        _url = url;
        _connection = connection;
        if (!connection.Take(ref _part, options.Connect, CancellationToken.None))
        {
            throw new UserErrorException($"{name} answers but sends no picture{(connection.Ended is { } why ? $": {why}" : "")}.");
        }

        using var first = Cv2.ImDecode(_part.Bytes, ImreadModes.Color);
        _eyes = first.Empty()
            ? throw new UserErrorException($"{name} sends parts that are not JPEG pictures.")
            : new(name, first, 0, options);
    }

    /// <inheritdoc/>
    public override StereoCamera Model => _eyes.Model;

    /// <inheritdoc/>
    public override bool IsLive => true;

    /// <summary>Opens the stream.</summary>
    /// <returns>Null when what answers is not a multipart stream.</returns>
    /// <exception cref="UserErrorException">Nothing answers, or no picture comes.</exception>
    public static MjpegSource? TryOpen(string name, Uri url, SourceOptions options)
    {
        MjpegConnection? connection = null;
        try
        {
            connection = MjpegConnection.Open(url, options, CancellationToken.None);
            return connection is null ? null : new(name, url, connection, options);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            throw new UserErrorException($"{name} cannot be opened: {Why(e)}.", e);
        }
        catch (UserErrorException)
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation)
    {
        try
        {
            return Reconnect(cancellation) is { } fault ? fault : ReadPart(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Cancelled;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _connection?.Dispose();
        _connection = null;
    }

    private Outcome<Stamped<StereoFrame>> ReadPart(CancellationToken cancellation)
    {
        var refused = 0;
        while (_connection is { } connection && connection.Take(ref _part, Options.Stall, cancellation))
        {
            if (_stamps.Accept(_part, out var originNs, out var sequence))
            {
                _backoff.Reset();
                return Decode(originNs, sequence);
            }

            // A sender whose clock went back would be refused for ever: give up on this connection instead.
            if (++refused > 100)
            {
                return Lost("sends pictures whose capture times do not increase");
            }
        }

        return Lost(_connection?.Ended is { } why ? $"is gone: {why}" : $"sent no picture for {Options.Stall.TotalSeconds:0.#} s");
    }

    private Outcome<Stamped<StereoFrame>> Decode(long originNs, int sequence)
    {
        using var picture = Cv2.ImDecode(_part.Bytes, ImreadModes.Color);
        return _eyes.Fits(picture)
            ? new Stamped<StereoFrame>(_eyes.Split(picture), originNs, sequence)
            : new Fault(FaultCode.FrameLost, "A picture could not be decoded or changed its size.");
    }

    private Fault? Reconnect(CancellationToken cancellation)
    {
        if (_connection is not null)
        {
            return null;
        }

        if (!_backoff.Wait(cancellation))
        {
            return Cancelled;
        }

        try
        {
            _connection = MjpegConnection.Open(_url, Options, cancellation);
            _stamps.NewConnection();
            return _connection is null ? Lost("answers, but no longer with a picture stream") : null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return Lost($"cannot be reached: {Why(e)}");
        }
    }

    private Fault Lost(string what)
    {
        _connection?.Dispose();
        _connection = null;
        return new(FaultCode.SourceLost, $"{Name} {what}; trying again.");
    }

    private static string Why(Exception e) => e switch
    {
        HttpRequestException { StatusCode: { } status } => $"the server answers {(int)status} {status}",
        HttpRequestException => e.InnerException?.Message ?? e.Message,
        _ => "no answer in time",
    };
}
