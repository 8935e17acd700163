using SurgicalAI.Vision.Datasets.Files;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>Finding files. Hidden files and folders are passed over, and what macOS adds to archives.</summary>
internal static class Scan
{
    private const string MacFolder = "__MACOSX";

    /// <summary>Paths of the pictures in a folder whose names end so; none when the folder is missing.</summary>
    public static IEnumerable<string> Pictures(string folder, string ending = "") => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder)
            .Where(path => ImageFile.Is(path) && !Path.GetFileName(path).StartsWith('.') && Path.GetFileNameWithoutExtension(path).EndsWith(ending, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>A folder itself and every folder below it.</summary>
    public static IEnumerable<string> FoldersIn(string root) =>
        Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories)
            .Where(folder => !Path.GetRelativePath(root, folder).Split('/').Any(part => part.StartsWith('.') || part == MacFolder))
            .Prepend(root)
            .Order(StringComparer.Ordinal);

    /// <summary>Name of a file without its extension and without a known ending.</summary>
    public static string Stem(string path, string ending = "") => Path.GetFileNameWithoutExtension(path)[..^ending.Length];

    /// <summary>Name of a folder in a set: its path from the root, or its own name when it is the root.</summary>
    public static string NameOf(string root, string folder) =>
        Path.GetRelativePath(root, folder) is not "." and var relative ? relative.Replace('\\', '/') : Path.GetFileName(folder);

    /// <summary>Part that a folder's path below the root names ("Training/...", "train1/..."); null when it names none.</summary>
    public static string? SplitOf(string root, string folder) => NameOf(root, folder).ToLowerInvariant().Split('/').Select(PartOf).FirstOrDefault(part => part is not null);

    /// <summary>Part that a word begins with: train, val or test; null for none.</summary>
    public static string? PartOf(string word) => Array.Find(["train", "val", "test"], part => word.StartsWith(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>Pictures and masks of two folders by stem. A stem that only one folder has is kept, so that reading it names the missing file.</summary>
    /// <param name="pictures">Folder of pictures.</param>
    /// <param name="pictureEnding">What a picture's name adds to the stem.</param>
    /// <param name="masks">Folder of masks.</param>
    /// <param name="maskEnding">What a mask's name adds to the stem.</param>
    public static IEnumerable<(string Stem, string Picture, string Mask)> Pairs(string pictures, string pictureEnding, string masks, string maskEnding)
    {
        var left = ByStem(pictures, pictureEnding);
        var right = ByStem(masks, maskEnding);
        return left.Keys.Union(right.Keys).Order(StringComparer.Ordinal).Select(stem => (
            stem,
            left.GetValueOrDefault(stem) ?? Expected(pictures, stem, pictureEnding, left.Values),
            right.GetValueOrDefault(stem) ?? Expected(masks, stem, maskEnding, right.Values)));
    }

    private static Dictionary<string, string> ByStem(string folder, string ending)
    {
        var files = new Dictionary<string, string>();
        foreach (var path in Pictures(folder, ending))
        {
            files[Stem(path, ending)] = path;
        }

        return files;
    }

    private static string Expected(string folder, string stem, string ending, IEnumerable<string> others) =>
        Path.Combine(folder, stem + ending + (Path.GetExtension(others.FirstOrDefault()) ?? ".png"));
}
