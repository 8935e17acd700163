using System.CommandLine;
using SurgicalAI.App.Viewer;

namespace SurgicalAI.App.Verbs.SimModes;

/// <summary><c>sim --view FILE</c>: a recording in the browser.</summary>
internal static class ViewMode
{
    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(SimArguments.View)!;
        RecordingFile.Check(file);
        var server = await ViewerServer.RecordingAsync(parsed.GetRequiredValue(SimArguments.Port), file, cancellation).ConfigureAwait(false);
        await using var close = server.ConfigureAwait(false);
        Console.Error.WriteLine($"viewer {server.Address}");
        await Waiting.UntilAsync(() => false, parsed.GetRequiredValue(SimArguments.Seconds), cancellation).ConfigureAwait(false);
        return 0;
    }
}
