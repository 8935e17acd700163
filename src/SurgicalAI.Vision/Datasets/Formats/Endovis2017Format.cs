using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// EndoVis 2017: instrument_dataset_k/left_frames/frameNNN.png and a folder of masks per instrument in ground_truth. Files of 1920x1080 are cut
/// to the endoscope's 1280x1024. Parts: 10 shaft, 20 wrist, 30 claspers, 40 probe. Types: the folder's name, numbered as the field does. Group:
/// sequence; a training and a test sequence of one number are of one operation, and of one group.
/// </summary>
internal static class Endovis2017Format
{
    private const string Layout = "instrument_dataset_k/left_frames/frameNNN.png, instrument_dataset_k/ground_truth/INSTRUMENT_labels/frameNNN.png";

    private static readonly LabelSet PartLabels = LabelSet.Of(LabelNames.Background, LabelNames.Shaft, LabelNames.Wrist, LabelNames.Jaw, "ultrasound-probe", "other");

    private static readonly LabelSet TypeLabels = LabelSet.Of(
        LabelNames.Background, "bipolar-forceps", "prograsp-forceps", "large-needle-driver", "vessel-sealer", "grasping-retractor", "monopolar-scissors", "ultrasound-probe");

    // What a folder's name holds, and the id of the type.
    private static readonly (string Words, byte Id)[] Types =
    [
        ("Bipolar", 1), ("Prograsp", 2), ("Needle_Driver", 3), ("Vessel_Sealer", 4), ("Grasping_Retractor", 5), ("Curved_Scissors", 6), ("Probe", 7), ("Ultrasound", 7),
    ];

    public static DatasetFormat Parts { get; } = new("endovis2017", Layout, d => Open("endovis2017", d, PartLabels, PartsOf));

    public static DatasetFormat ByType { get; } = new("endovis2017-types", Layout, d => Open("endovis2017-types", d, TypeLabels, TypeOf));

    private static FileFrameSet Open(string name, string directory, LabelSet labels, Func<string, ValueCode?> codeOf) => new(
        name,
        Scan.FoldersIn(directory).Where(folder => Path.GetFileName(folder) == "left_frames").SelectMany(folder => Sequence(directory, Path.GetDirectoryName(folder) ?? folder)),
        new CroppedPictures(Crop.DaVinci),
        new InstrumentFolders(labels, Crop.DaVinci, codeOf));

    private static IEnumerable<FrameFiles> Sequence(string root, string folder)
    {
        var (pictures, truth) = (Path.Combine(folder, "left_frames"), Path.Combine(folder, "ground_truth"));
        var labelled = Directory.Exists(truth);
        var masks = labelled ? Directory.EnumerateDirectories(truth).SelectMany(instrument => Scan.Pictures(instrument)) : [];
        return Scan.Pictures(pictures).Concat(masks).Select(path => Path.GetFileName(path)).Distinct().Select(file => new FrameFiles(
            new($"{Scan.NameOf(root, folder)}/{Scan.Stem(file)}", Path.GetFileName(folder), Scan.SplitOf(root, folder), labelled),
            Path.Combine(pictures, file),
            labelled ? truth : null));
    }

    private static ValueCode PartsOf(string folder) => folder == "Other_labels"
        ? new ValueCode(PartLabels, Enumerable.Range(0, 256).Select(value => ((byte)value, (byte)(value == 0 ? 0 : 5))))
        : new ValueCode(PartLabels, [(0, 0), (10, 1), (20, 2), (30, 3), (40, 4)]);

    private static ValueCode? TypeOf(string folder)
    {
        if (folder == "Other_labels")
        {
            return null;
        }

        var id = Types.FirstOrDefault(type => folder.Contains(type.Words, StringComparison.OrdinalIgnoreCase)).Id;
        return id > 0
            ? new ValueCode(TypeLabels, [(0, 0), (10, id), (20, id), (30, id), (40, id)])
            : throw new UserErrorException($"{folder}: the name of this folder of masks names no instrument of EndoVis 2017.");
    }
}
