using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SurgicalAI.App.WebConsole;

/// <summary>A page's files, carried inside the executable so that it works from any directory and offline.</summary>
internal static class PageFiles
{
    private const string Shared = "shared/";

    /// <summary>Puts a page at the root, with what all pages share.</summary>
    /// <param name="app">Server.</param>
    /// <param name="prefix">Which page: the beginning of its resources' names, for example "console/".</param>
    public static void Map(IEndpointRouteBuilder app, string prefix)
    {
        MapFiles(app, prefix);
        MapFiles(app, Shared);
    }

    private static void MapFiles(IEndpointRouteBuilder app, string prefix)
    {
        var assembly = typeof(PageFiles).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var name = resource[prefix.Length..];
            var (bytes, type) = (Read(assembly, resource), TypeOf(name));
            app.MapGet(name == "index.html" ? "/" : "/" + name, (HttpContext context) => ServeAsync(context, bytes, type));
        }
    }

    private static async Task ServeAsync(HttpContext context, byte[] bytes, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"Resource {resource} is missing.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
