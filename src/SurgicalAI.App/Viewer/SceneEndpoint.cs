using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SurgicalAI.App.Viewer;

/// <summary>The scene stream as one body: without end from a feed, whole from a recording.</summary>
internal static class SceneEndpoint
{
    private const string ContentType = "application/octet-stream";

    /// <summary>Answers GET with the states of a feed until the page leaves.</summary>
    public static void MapLive(IEndpointRouteBuilder app, string path, SceneFeed feed)
    {
        var stopping = app.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        app.MapGet(path, (HttpContext context) => ServeAsync(context, feed, stopping));
    }

    /// <summary>Answers GET with a recording; the browser unpacks it.</summary>
    public static void MapRecording(IEndpointRouteBuilder app, string path, FileInfo file) =>
        app.MapGet(path, (HttpContext context) =>
        {
            context.Response.ContentType = ContentType;
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.CacheControl = "no-store";
            return context.Response.SendFileAsync(file.FullName, context.RequestAborted);
        });

    private static async Task ServeAsync(HttpContext context, SceneFeed feed, CancellationToken stopping)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = ContentType;
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await WriteAsync(context.Response, feed, gone.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The page left or the server stops: the usual end of a stream without end.
        }
    }

    private static async Task WriteAsync(HttpResponse response, SceneFeed feed, CancellationToken cancellation)
    {
        using var viewer = feed.Join();
        var messages = new List<byte[]>();
        do
        {
            await viewer.NextAsync(messages, cancellation).ConfigureAwait(false);
            foreach (var message in messages)
            {
                response.BodyWriter.Write(message);
            }
        }
        while (!(await response.BodyWriter.FlushAsync(cancellation).ConfigureAwait(false)).IsCompleted);
    }
}
