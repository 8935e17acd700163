using System.Text.Json;

namespace SurgicalAI.Skills.Demonstrations;

/// <summary>Files that appear whole or not at all: written beside their place, then renamed into it.</summary>
internal static class AtomicFile
{
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    public static void WriteText(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }

    public static void WriteLines(string path, IEnumerable<string> lines) => WriteText(path, string.Concat(lines.Select(l => l + "\n")));

    public static void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to) ?? ".");
        File.Move(from, to, overwrite: true);
    }
}
