using Microsoft.AspNetCore.Http;

namespace SurgicalAI.App.WebConsole;

/// <summary>Which requests are heard. Any web page the operator has open could otherwise speak to this port.</summary>
internal static class RequestRules
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // A foreign name that was made to resolve to 127.0.0.1 (DNS rebinding) arrives with that name as its Host.
    public static Task HostIsLoopbackAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return IsLoopback(context.Request.Host)
            ? next(context)
            : Answer.RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This console answers to localhost, 127.0.0.1 and [::1] only.");
    }

    // A browser always states where a POST comes from; both headers are out of a page's reach.
    public static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return (site.Length > 0 || origin.Length > 0)
            && (site.Length == 0 || site == "same-origin")
            && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host.Value}");
    }

    private static bool IsLoopback(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.Host is "127.0.0.1" or "[::1]";
}
