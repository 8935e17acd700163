using System.Globalization;
using System.IO.Pipelines;
using System.Text.Unicode;

namespace SurgicalAI.App.WebConsole;

/// <summary>
/// Pictures as one endless multipart body. Each part carries its capture time and number (<c>X-Origin-Ns</c>,
/// <c>X-Sequence</c>), so that a reader knows how old the picture is; any MJPEG viewer reads it too.
/// </summary>
public static class MjpegWriter
{
    /// <summary>Content type of the body.</summary>
    public const string ContentType = "multipart/x-mixed-replace; boundary=picture";

    private const int HeaderBytes = 160;

    /// <summary>Writes every new picture of a feed until cancelled or the reader leaves; pictures that come during a write are skipped.</summary>
    /// <param name="feed">Pictures.</param>
    /// <param name="body">Body of the response; its back-pressure decides which pictures are skipped.</param>
    /// <param name="cancellation">Ends the stream.</param>
    public static async Task WriteAsync(PictureFeed feed, PipeWriter body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(body);
        using var viewer = feed.Join();
        Append(body, "--picture\r\n"u8);
        await body.FlushAsync(cancellation).ConfigureAwait(false);
        while (true)
        {
            await viewer.NextAsync(cancellation).ConfigureAwait(false);
            AppendHeader(body, viewer);
            Append(body, viewer.Jpeg.AsSpan(0, viewer.Length));

            // The next delimiter goes out with the picture: a viewer that waits for it would else lag one picture behind.
            Append(body, "\r\n--picture\r\n"u8);
            if ((await body.FlushAsync(cancellation).ConfigureAwait(false)).IsCompleted)
            {
                return;
            }
        }
    }

    private static void AppendHeader(PipeWriter body, PictureFeed.Viewer viewer)
    {
        Utf8.TryWrite(
            body.GetSpan(HeaderBytes),
            CultureInfo.InvariantCulture,
            $"Content-Type: image/jpeg\r\nContent-Length: {viewer.Length}\r\nX-Origin-Ns: {viewer.OriginNs}\r\nX-Sequence: {viewer.Sequence}\r\n\r\n",
            out var written);
        body.Advance(written);
    }

    private static void Append(PipeWriter body, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = body.GetSpan();
            var n = Math.Min(room.Length, bytes.Length);
            bytes[..n].CopyTo(room);
            body.Advance(n);
            bytes = bytes[n..];
        }
    }
}
