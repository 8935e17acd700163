using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// EndoVis 2018: seq_k/left_frames/frameNNN.png with coloured masks in seq_k/labels, RGB or RGBA; or the types of ISINet, grey, in
/// annotations/seq_k. Group: sequence.
/// </summary>
internal static class Endovis2018Format
{
    private static readonly LabelSet Scene = LabelSet.Of(
        LabelNames.Background, LabelNames.Shaft, LabelNames.Jaw, LabelNames.Wrist, "kidney", "covered-kidney", "thread", "clamp", "needle", "suction", "small-intestine", "ultrasound-probe");

    private static readonly LabelSet Types = LabelSet.Of(
        LabelNames.Background, "bipolar-forceps", "prograsp-forceps", "large-needle-driver", "monopolar-scissors", "ultrasound-probe", "suction", "clip-applier");

    // Copies of the set disagree on the colour of the thread; no other label has either.
    private static readonly Dictionary<(byte R, byte G, byte B), byte> Colours = new()
    {
        [(0, 0, 0)] = 0,
        [(0, 255, 0)] = 1,
        [(0, 255, 255)] = 2,
        [(125, 255, 12)] = 3,
        [(255, 55, 0)] = 4,
        [(24, 55, 125)] = 5,
        [(187, 155, 25)] = 6,
        [(128, 155, 25)] = 6,
        [(0, 255, 125)] = 7,
        [(255, 255, 125)] = 8,
        [(123, 15, 175)] = 9,
        [(124, 155, 5)] = 10,
        [(12, 255, 141)] = 11,
    };

    public static DatasetFormat Whole { get; } = new("endovis2018", "seq_k/left_frames/frameNNN.png, seq_k/labels/frameNNN.png", OpenScene);

    public static DatasetFormat ByType { get; } = new("endovis2018-types", "seq_k/left_frames/frameNNN.png, annotations/seq_k/frameNNN.png", OpenTypes);

    private static FileFrameSet OpenScene(string directory) => new(
        "endovis2018",
        Sequences(directory).SelectMany(folder => Frames(directory, folder, Path.Combine(folder, "labels"))),
        new FilePictures(),
        new ColourMasks(Scene, Colours));

    private static FileFrameSet OpenTypes(string directory) => new(
        "endovis2018-types",
        Sequences(directory).SelectMany(folder => Frames(directory, folder, Path.Combine(directory, "annotations", Path.GetFileName(folder)))),
        new FilePictures(),
        new GreyMasks(ValueCode.Identity(Types)));

    private static IEnumerable<string> Sequences(string directory) =>
        Scan.FoldersIn(directory).Where(folder => Path.GetFileName(folder) == "left_frames").Select(folder => Path.GetDirectoryName(folder) ?? folder);

    private static IEnumerable<FrameFiles> Frames(string root, string folder, string masks)
    {
        var labelled = Directory.Exists(masks);
        return Scan.Pairs(Path.Combine(folder, "left_frames"), "", masks, "").Select(pair => new FrameFiles(
            new($"{Scan.NameOf(root, folder)}/{pair.Stem}", Path.GetFileName(folder), Scan.SplitOf(root, folder), labelled),
            pair.Picture,
            labelled ? pair.Mask : null));
    }
}
