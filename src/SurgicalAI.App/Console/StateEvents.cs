using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SurgicalAI.App.WebConsole;

/// <summary>The state as server-sent events, ten a second, also when nothing changed: silence means that the console is gone.</summary>
internal static class StateEvents
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    public static async Task ServeAsync(HttpContext context, ConsoleFeed feed, CancellationToken stopping)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await WriteAsync(context.Response, feed, gone.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The page left or the server stops.
        }
    }

    private static async Task WriteAsync(HttpResponse response, ConsoleFeed feed, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Period);
        using var json = new Utf8JsonWriter(response.BodyWriter);
        await response.WriteAsync("retry: 500\n\n", cancellation).ConfigureAwait(false);
        do
        {
            response.BodyWriter.Write("data: "u8);
            JsonSerializer.Serialize(json, feed.Snapshot(), ConsoleJson.Default.ConsoleSnapshot);
            json.Flush();
            json.Reset();
            response.BodyWriter.Write("\n\n"u8);
            await response.BodyWriter.FlushAsync(cancellation).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }
}
