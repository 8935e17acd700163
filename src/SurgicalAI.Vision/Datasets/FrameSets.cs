using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Formats;

namespace SurgicalAI.Vision.Datasets;

/// <summary>Opens data sets by "FORMAT:FOLDER".</summary>
public static class FrameSets
{
    private static readonly DatasetFormat[] All =
    [
        FolderFormat.Format, CocoFormat.Format, CvatFormat.Format, PicturesFormat.Format,
        Endovis2015Format.Format, Endovis2017Format.Parts, Endovis2017Format.ByType, Endovis2018Format.Whole, Endovis2018Format.ByType,
        RobustMisFormat.Format, SarRarp50Format.Format, CholecSeg8kFormat.Format, CholecInstanceSegFormat.Format,
        KvasirFormat.Kvasir, KvasirFormat.Cvc, PolypGenFormat.Format,
    ];

    /// <summary>Names of the formats.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. All.Select(format => format.Name)];

    /// <summary>Opens a set; the caller disposes it.</summary>
    /// <param name="spec">Format and folder: "endovis2015:data/endovis".</param>
    /// <exception cref="UserErrorException">The format is unknown, the folder is missing or holds no frame in that form.</exception>
    public static IFrameSet Open(string spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var colon = spec.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? Open(spec[..colon], spec[(colon + 1)..])
            : throw new UserErrorException($"'{spec}': a data set is FORMAT:FOLDER, for example endovis2015:{(spec.Length > 0 ? spec : "data")}; formats are {string.Join(", ", Formats)}.");
    }

    /// <summary>Opens a set; the caller disposes it.</summary>
    /// <param name="format">Name of the format.</param>
    /// <param name="directory">Folder.</param>
    /// <exception cref="UserErrorException">The format is unknown, the folder is missing or holds no frame in that form.</exception>
    public static IFrameSet Open(string format, string directory)
    {
        var found = All.FirstOrDefault(f => f.Name == format)
            ?? throw new UserErrorException($"Format '{format}' is unknown; there are {string.Join(", ", Formats)}.");
        if (!Directory.Exists(directory) && !(found.TakesZip && File.Exists(directory)))
        {
            throw new UserErrorException($"{directory}: there is no such folder.");
        }

        var set = Read(found, directory);
        return set.Frames.Count > 0
            ? set
            : throw new UserErrorException($"{directory}: no frame in the form of {format} ({found.Layout}); see docs/datasets.md.");
    }

    private static IFrameSet Read(DatasetFormat format, string directory)
    {
        try
        {
            return format.Open(Path.TrimEndingDirectorySeparator(directory));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{directory}: cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }
}
