using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace SurgicalAI.Vision.Sources;

/// <summary>
/// One HTTP connection to a multipart stream. Its own thread keeps reading and holds the newest picture only, so that a
/// slow reader gets a fresh picture instead of a growing queue in the network's buffers.
/// </summary>
internal sealed class MjpegConnection : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private Socket? _socket;
    private MjpegPart _newest = new();
    private bool _fresh;
    private string? _ended;

    private MjpegConnection(TimeSpan connect, TimeSpan stall)
    {
        _handler = new()
        {
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (context, cancellation) =>
            {
                _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)stall.TotalMilliseconds };
                await _socket.ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
                return new NetworkStream(_socket, ownsSocket: true);
            },
        };
        _client = new(_handler) { Timeout = connect };
    }

    /// <summary>Why there will be no further picture; null while it runs.</summary>
    public string? Ended => Volatile.Read(ref _ended);

    /// <summary>Connects.</summary>
    /// <returns>Null when what answers is not a multipart stream.</returns>
    /// <exception cref="HttpRequestException">Nothing answers, or with an error status.</exception>
    /// <exception cref="TaskCanceledException">No answer in time, or cancelled.</exception>
    public static MjpegConnection? Open(Uri url, SourceOptions options, CancellationToken cancellation)
    {
        var connection = new MjpegConnection(options.Connect, options.Stall);
        try
        {
            if (connection.Start(url, options.Time, cancellation))
            {
                return connection;
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return null;
    }

    /// <summary>Waits for a picture newer than the last one taken and swaps buffers with the caller.</summary>
    /// <returns>False when none came in time or the connection ended.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool Take(ref MjpegPart part, TimeSpan wait, CancellationToken cancellation)
    {
        while (_arrived.Wait(wait, cancellation))
        {
            lock (_lock)
            {
                if (_fresh)
                {
                    (part, _newest, _fresh) = (_newest, part, false);
                    return true;
                }
            }

            if (Ended is not null)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Closes the connection; the thread ends on the closed socket.</summary>
    public void Dispose()
    {
        _socket?.Dispose();
        _client.Dispose();
        _handler.Dispose();
    }

    private bool Start(Uri url, TimeProvider time, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (url.UserInfo.Length > 0)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)));
            request.Headers.Authorization = new("Basic", login);
        }

        var response = _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).GetAwaiter().GetResult();
        response.EnsureSuccessStatusCode();
        if (BoundaryOf(response.Content.Headers.ContentType) is not { } boundary)
        {
            response.Dispose();
            return false;
        }

        var reader = new MultipartReader(response.Content.ReadAsStream(cancellation), boundary, time);
        new Thread(() => Drain(reader)) { IsBackground = true, Name = "mjpeg" }.Start();
        return true;
    }

    private static string? BoundaryOf(MediaTypeHeaderValue? type) =>
        type?.MediaType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true
            ? type.Parameters.FirstOrDefault(p => p.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"')
            : null;

    private void Drain(MultipartReader reader)
    {
        var reason = "the stream was closed";
        try
        {
            var part = new MjpegPart();
            for (var number = 0; reader.Read(part); number++)
            {
                part.Number = number;
                part = Offer(part);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or HttpRequestException or SocketException)
        {
            reason = e is EndOfStreamException ? "the stream was closed" : $"the stream broke ({e.Message})";
        }

        Volatile.Write(ref _ended, reason);
        _arrived.Release();
    }

    private MjpegPart Offer(MjpegPart part)
    {
        lock (_lock)
        {
            (part, _newest, var wasFresh, _fresh) = (_newest, part, _fresh, true);
            if (!wasFresh)
            {
                _arrived.Release();
            }
        }

        return part;
    }
}
