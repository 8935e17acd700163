using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SurgicalAI.Pipeline.Reports;

/// <summary>Writes a file whole or not at all: under another name first, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes a value as JSON, ending in a line feed.</summary>
    /// <param name="path">File; its folder is made if need be.</param>
    /// <param name="value">Value.</param>
    /// <param name="type">How it is written.</param>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? "/");
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = File.Create(temporary))
            {
                JsonSerializer.Serialize(stream, value, type);
                stream.WriteByte((byte)'\n');
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
