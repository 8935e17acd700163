using System.Text;

namespace SurgicalAI.Core.Files;

/// <summary>Writes a file whole or not at all: to a temporary name beside it, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes what the caller writes to the stream; makes the folder if it is missing.</summary>
    /// <param name="path">File; replaced if it is there.</param>
    /// <param name="write">Writes the content. If it throws, the file stays as it was.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? "/");
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = File.Create(temporary))
            {
                write(stream);
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <summary>Writes text as UTF-8.</summary>
    public static void Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));
}
