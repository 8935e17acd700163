using OpenCvSharp;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Datasets.Export;

/// <summary>Writes a set in another form: whole, every frame checked, or not at all.</summary>
public static class DatasetExport
{
    /// <summary>Names of the forms that can be written.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["folder", "coco", "cvat"];

    /// <summary>Writes a set.</summary>
    /// <param name="set">Set to read; stays open.</param>
    /// <param name="form">One of <see cref="Forms"/>.</param>
    /// <param name="directory">New folder.</param>
    /// <param name="progress">Called once per frame, with the line of what is wrong with it or null.</param>
    /// <param name="cancellation">Ends it; nothing is left behind.</param>
    /// <exception cref="UserErrorException">A frame is bad, or the folder is taken or cannot be written; nothing was written.</exception>
    public static void Write(IFrameSet set, string form, string directory, Action<string?> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(progress);
        using var staged = new StagedFolder(directory);
        try
        {
            var writer = WriterOf(form, set, staged.Path);
            WriteFrames(set, writer, progress, cancellation);
            writer.Finish();
            staged.Publish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{directory} cannot be written ({e.Message.TrimEnd('.')}); nothing was left there.", e);
        }
    }

    private static IFrameWriter WriterOf(string form, IFrameSet set, string directory) => form switch
    {
        "folder" => new FolderWriter(set, directory),
        "coco" => new CocoWriter(set, directory),
        "cvat" => new CvatWriter(set, directory),
        _ => throw new UserErrorException($"Form '{form}' cannot be written; there are {string.Join(", ", Forms)}."),
    };

    // Goes on after a bad frame, so that one run names them all.
    private static void WriteFrames(IFrameSet set, IFrameWriter writer, Action<string?> progress, CancellationToken cancellation)
    {
        var bad = new List<string>();
        using var picture = new Mat();
        using var labels = new Mat();
        for (var i = 0; i < set.Frames.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var problem = WriteFrame(set, i, writer, picture, labels);
            progress(problem);
            bad.AddRange(problem is null ? [] : [problem]);
        }

        if (bad.Count > 0)
        {
            throw new UserErrorException(bad.Count == 1 ? $"{bad[0]} Nothing was written." : $"{bad.Count} bad files, each named above; nothing was written.");
        }
    }

    private static string? WriteFrame(IFrameSet set, int index, IFrameWriter writer, Mat picture, Mat labels)
    {
        try
        {
            set.ReadPicture(index, picture);
            if (set.Frames[index].HasLabels)
            {
                set.ReadLabels(index, labels);
            }

            writer.Add(index, picture, labels);
            return null;
        }
        catch (UserErrorException e)
        {
            return e.Message;
        }
    }
}
