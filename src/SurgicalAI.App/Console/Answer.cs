using Microsoft.AspNetCore.Http;

namespace SurgicalAI.App.WebConsole;

/// <summary>Answers of the console: a refusal is one line of plain text.</summary>
internal static class Answer
{
    public static Task RefuseAsync(HttpContext context, int status, string line)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(line, context.RequestAborted);
    }
}
