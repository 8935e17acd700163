using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SurgicalAI.App.WebConsole;

namespace SurgicalAI.App.Viewer;

/// <summary>The page's requests. Heard from the viewer's own page only; each answer is 202 or one line that says why not.</summary>
internal sealed class ViewerApi(ViewerControl control)
{
    public void Map(IEndpointRouteBuilder app) => app.MapPost("/api/sim", (HttpContext context) => AskAsync(context));

    private async Task AskAsync(HttpContext context)
    {
        if (!RequestRules.IsSameOrigin(context.Request))
        {
            await Answer.RefuseAsync(context, StatusCodes.Status403Forbidden, "Only the viewer's own page may ask this.").ConfigureAwait(false);
            return;
        }

        var refusal = await ReadAsync(context).ConfigureAwait(false) is { } request ? control.Ask(request) : "The request's JSON is not understood.";
        if (refusal.Length > 0)
        {
            await Answer.RefuseAsync(context, StatusCodes.Status400BadRequest, refusal).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static async ValueTask<ViewerRequest?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, ViewerJson.Default.ViewerRequest, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }
}
