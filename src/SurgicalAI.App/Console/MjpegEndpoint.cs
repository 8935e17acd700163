using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SurgicalAI.App.WebConsole;

/// <summary>Puts an <see cref="MjpegWriter"/> at a path.</summary>
public static class MjpegEndpoint
{
    /// <summary>Answers GET at a path with the pictures of a feed.</summary>
    /// <param name="app">Server.</param>
    /// <param name="path">Path, for example "/stereo".</param>
    /// <param name="feed">Pictures.</param>
    public static void Map(IEndpointRouteBuilder app, string path, PictureFeed feed)
    {
        ArgumentNullException.ThrowIfNull(app);
        var stopping = app.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        app.MapGet(path, (HttpContext context) => ServeAsync(context, feed, stopping));
    }

    private static async Task ServeAsync(HttpContext context, PictureFeed feed, CancellationToken stopping)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = MjpegWriter.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await MjpegWriter.WriteAsync(feed, context.Response.BodyWriter, gone.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The reader left or the server stops: the usual end of a stream without end.
        }
    }
}
