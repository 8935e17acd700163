using SurgicalAI.Vision.Datasets;
using SurgicalAI.Vision.Datasets.Export;

namespace SurgicalAI.App.Verbs.Datasets;

/// <summary>Writes a set in a form, with progress and a line for each bad file.</summary>
internal static class SetWriting
{
    public static int Write(IFrameSet set, string form, DirectoryInfo directory, CancellationToken cancellation)
    {
        var progress = new Progress("dataset", set.Frames.Count);
        var bad = new List<string>();
        try
        {
            DatasetExport.Write(set, form, directory.FullName, problem => Note(problem, bad, progress), cancellation);
        }
        finally
        {
            // A single bad file is named by the error itself.
            foreach (var line in bad.Count > 1 ? bad : [])
            {
                Console.Error.WriteLine($"bad: {line}");
            }
        }

        Console.WriteLine($"{set.Frames.Count} frames of {set.Frames.DistinctBy(frame => frame.Group).Count()} groups in {directory}");
        return 0;
    }

    private static void Note(string? problem, List<string> bad, Progress progress)
    {
        progress.Step();
        bad.AddRange(problem is null ? [] : [problem]);
    }
}
