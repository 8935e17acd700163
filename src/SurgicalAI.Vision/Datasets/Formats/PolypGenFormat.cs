using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// PolypGen, as published (data_Cn/images_Cn/NAME.jpg, data_Cn/masks_Cn/NAME_mask.jpg) or with a manifest.tsv of picture, mask, centre and
/// the authors' split. Above 127 is polyp. Group: centre.
/// </summary>
internal static class PolypGenFormat
{
    private const string Manifest = "manifest.tsv";

    public static DatasetFormat Format { get; } = new("polypgen", "manifest.tsv, or data_Cn/images_Cn and data_Cn/masks_Cn", Open);

    private static FileFrameSet Open(string directory)
    {
        var manifest = Path.Combine(directory, Manifest);
        var files = File.Exists(manifest) ? FromManifest(directory, manifest) : Directory.EnumerateDirectories(directory, "data_C*").SelectMany(FromCentre);
        return new(Format.Name, files, new FilePictures(), new GreyMasks(ValueCode.Above(127, LabelSet.Of(LabelNames.Background, LabelNames.Polyp))));
    }

    private static IEnumerable<FrameFiles> FromManifest(string directory, string manifest)
    {
        foreach (var line in File.ReadLines(manifest).Skip(1).Where(line => line.Length > 0))
        {
            var fields = line.Split('\t');
            if (fields.Length < 4)
            {
                throw new UserErrorException($"{manifest}: '{line}' does not have picture, mask, centre and split, separated by tabs.");
            }

            var entry = new FrameEntry($"{fields[2]}/{Scan.Stem(fields[0])}", fields[2], fields[3], HasLabels: true);
            yield return new(entry, Path.Combine(directory, fields[0]), Path.Combine(directory, fields[1]));
        }
    }

    private static IEnumerable<FrameFiles> FromCentre(string folder)
    {
        var centre = Path.GetFileName(folder)["data_".Length..];
        return Scan.Pairs(Path.Combine(folder, $"images_{centre}"), "", Path.Combine(folder, $"masks_{centre}"), "_mask")
            .Select(pair => new FrameFiles(new($"{centre}/{pair.Stem}", centre, null, HasLabels: true), pair.Picture, pair.Mask));
    }
}
