using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SurgicalAI.Core.Messages;

namespace SurgicalAI.App.WebConsole;

/// <summary>The operator's requests. Heard from the console's own page only; each answer is 202 or one line that says why not.</summary>
internal sealed class OperatorApi(ConsoleFeed feed)
{
    private const string Unheard = "No engine listens to this console; use the robot's own emergency stop.";
    private readonly DecisionOrder _order = new();

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/stop", Guarded(StopAsync));
        app.MapPost("/api/resume", Guarded(ResumeAsync));
        app.MapPost("/api/mode", Guarded(ModeAsync));
        app.MapPost("/api/decision", Guarded(DecideAsync));
    }

    private static RequestDelegate Guarded(RequestDelegate inner) => async context =>
    {
        if (!RequestRules.IsSameOrigin(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "Only the console's own page may ask this.").ConfigureAwait(false);
            return;
        }

        try
        {
            await inner(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or BadHttpRequestException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The request's JSON is not understood.").ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, $"The engine failed at this request: {e.Message.ReplaceLineEndings(" ")}").ConfigureAwait(false);
        }
    };

    // A stop is never refused for its form: whatever the body says, the arm stands first.
    private Task StopAsync(HttpContext context) => SettleAsync(context, feed.RequestStop("Stopped by the operator at the console"));

    private async Task ResumeAsync(HttpContext context)
    {
        var request = await ReadAsync(context, ConsoleJson.Default.ResumeRequest).ConfigureAwait(false);
        await (request.Deliberate
            ? SettleAsync(context, feed.RequestResume())
            : RefuseAsync(context, StatusCodes.Status400BadRequest, "Re-arming must be deliberate.")).ConfigureAwait(false);
    }

    private async Task ModeAsync(HttpContext context)
    {
        var request = await ReadAsync(context, ConsoleJson.Default.ModeRequest).ConfigureAwait(false);
        await SettleAsync(context, feed.RequestMode(request.Mode)).ConfigureAwait(false);
    }

    private async Task DecideAsync(HttpContext context)
    {
        var request = await ReadAsync(context, ConsoleJson.Default.DecisionRequest).ConfigureAwait(false);
        if (!_order.IsNewer(request.Page, request.Number))
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, "A later decision of this page has arrived already.").ConfigureAwait(false);
        }
        else if (request.Kind == DecisionKind.Hold && feed.Stop.Phase != StopPhase.None)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, "Stopped: re-arm first.").ConfigureAwait(false);
        }
        else
        {
            await SettleAsync(context, feed.Decide(request.Kind, request.Suggestion, request.Reason ?? "")).ConfigureAwait(false);
        }
    }

    private static async ValueTask<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class =>
        await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted).ConfigureAwait(false)
            ?? throw new JsonException("null");

    private static Task SettleAsync(HttpContext context, bool heard)
    {
        if (!heard)
        {
            return RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, Unheard);
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, int status, string line) => Answer.RefuseAsync(context, status, line);
}
