namespace SurgicalAI.App.Verbs;

/// <summary>Says before long work whether its result can be written. Leaves nothing behind.</summary>
internal static class OutputPath
{
    /// <summary>Why a file cannot be written, as one sentence; null when it can.</summary>
    public static string? Refusal(FileInfo file)
    {
        if (Directory.Exists(file.FullName))
        {
            return "it is a folder; give the name of a file.";
        }

        try
        {
            TryToWrite(NearestFolder(file));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"cannot be written ({e.Message.TrimEnd('.')}).";
        }
    }

    // Folders that are missing are made when the file is written.
    private static string NearestFolder(FileInfo file)
    {
        var folder = file.Directory;
        while (folder is { Exists: false, Parent: { } parent })
        {
            if (File.Exists(folder.FullName))
            {
                throw new IOException($"{folder.FullName} is a file, not a folder");
            }

            folder = parent;
        }

        return folder?.FullName ?? "/";
    }

    private static void TryToWrite(string folder)
    {
        using var probe = new FileStream(
            Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }
}
