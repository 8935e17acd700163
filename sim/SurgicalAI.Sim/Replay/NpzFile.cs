using System.IO.Compression;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Replay;

/// <summary>NumPy's archive of named arrays: a zip of <c>.npy</c> files.</summary>
public static class NpzFile
{
    private const string Extension = ".npy";

    /// <summary>Reads every array of an archive.</summary>
    /// <param name="path">File.</param>
    /// <returns>Arrays by name.</returns>
    /// <exception cref="UserErrorException">The file cannot be read or an array in it is not plain float64.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return zip.Entries.Where(e => e.Name.EndsWith(Extension, StringComparison.Ordinal))
                .ToDictionary(e => e.Name[..^Extension.Length], e => NpyArray.Parse($"{path}: {e.Name}", Bytes(e)), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: cannot be read ({e.Message}).", e);
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
