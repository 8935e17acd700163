using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// EndoVis 2015, rigid instruments: OPn/Raw/img_NN_raw.png and OPn/Masks/img_NN_class.png with 0 background, 70 manipulator, 160 shaft. Some
/// masks are RGBA. Group: operation, by its number, in training and test.
/// </summary>
internal static class Endovis2015Format
{
    public static DatasetFormat Format { get; } = new("endovis2015", "OPn/Raw/img_NN_raw.png, OPn/Masks/img_NN_class.png", Open);

    private static FileFrameSet Open(string directory)
    {
        var code = new ValueCode(LabelSet.Of(LabelNames.Background, LabelNames.Shaft, LabelNames.Tip), [(0, 0), (160, 1), (70, 2)]);
        return new(Format.Name, Scan.FoldersIn(directory).SelectMany(folder => Operation(directory, folder)), new FilePictures(), new GreyMasks(code));
    }

    private static IEnumerable<FrameFiles> Operation(string root, string folder)
    {
        var masks = Path.Combine(folder, "Masks");
        var labelled = Directory.Exists(masks);
        return Scan.Pairs(Path.Combine(folder, "Raw"), "_raw", masks, "_class").Select(pair => new FrameFiles(
            new($"{Scan.NameOf(root, folder)}/{pair.Stem}", Path.GetFileName(folder), Scan.SplitOf(root, folder), labelled),
            pair.Picture,
            labelled ? pair.Mask : null));
    }
}
