using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace SurgicalAI.App.Viewer;

/// <summary>What a page looks at.</summary>
/// <param name="Live">True for a running simulation, false for a recording.</param>
/// <param name="Controls">True when the page may pause, slow down and begin again.</param>
/// <param name="Name">Name of the recording.</param>
internal sealed record ViewerSource(bool Live, bool Controls, string Name);

/// <summary>What the person at the page asks for; what is null stays as it is.</summary>
/// <param name="Paused">Stand still or go on.</param>
/// <param name="Speed">Simulated time over real time, 0.01 to 4.</param>
/// <param name="Steps">Control steps to take while standing.</param>
/// <param name="Episode">"again" for the same seed, "next" for the one after.</param>
internal sealed record ViewerRequest(bool? Paused = null, double? Speed = null, int? Steps = null, string? Episode = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ViewerSource))]
[JsonSerializable(typeof(ViewerRequest))]
internal sealed partial class ViewerJson : JsonSerializerContext
{
    public static Task WriteAsync(HttpContext context, ViewerSource source)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, source, Default.ViewerSource, context.RequestAborted);
    }
}
