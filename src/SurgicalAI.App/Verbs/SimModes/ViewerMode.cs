using System.CommandLine;
using System.Runtime.ExceptionServices;
using SurgicalAI.App.Viewer;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim --viewer</c>: the task in the browser, at the pace of the person who looks.</summary>
internal static class ViewerMode
{
    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var feed = new SceneFeed();
        var control = new ViewerControl();
        using var session = new ViewerSession(
            SimArguments.Options(parsed),
            parsed.GetRequiredValue(SimArguments.Driver),
            parsed.GetRequiredValue(SimArguments.Seed),
            feed,
            control);
        var server = await ViewerServer.LiveAsync(parsed.GetRequiredValue(SimArguments.Port), feed, control, cancellation).ConfigureAwait(false);
        await using var close = server.ConfigureAwait(false);
        session.Start();
        Console.Error.WriteLine($"viewer {server.Address}");
        await Waiting.UntilAsync(() => session.Failure is not null, parsed.GetRequiredValue(SimArguments.Seconds), cancellation).ConfigureAwait(false);
        if (session.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return 0;
    }
}
