using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// CholecSeg8k: videoNN/videoNN_START/frame_N_endo.png with frame_N_endo_watershed_mask.png, whose grey values are decimal although the paper
/// prints them as colour codes. 255 is a white frame of one pixel and 0 is unlabelled: both are ignored. Group: video, since the clips of a video
/// and the 80 frames of a clip resemble each other.
/// </summary>
internal static class CholecSeg8kFormat
{
    private static readonly LabelSet Names = LabelSet.Of(
        LabelNames.Background, "abdominal-wall", "liver", "gastrointestinal-tract", "fat", "grasper", "connective-tissue", "blood", "cystic-duct", "hook", "gallbladder",
        "hepatic-vein", "liver-ligament");

    private static readonly (byte Value, byte Id)[] Values =
    [
        (50, 0), (11, 1), (21, 2), (13, 3), (12, 4), (31, 5), (23, 6), (24, 7), (25, 8), (32, 9), (22, 10), (33, 11), (5, 12), (255, LabelSet.Ignore), (0, LabelSet.Ignore),
    ];

    public static DatasetFormat Format { get; } = new("cholecseg8k", "videoNN/videoNN_START/frame_N_endo.png and frame_N_endo_watershed_mask.png", Open);

    private static FileFrameSet Open(string directory) =>
        new(Format.Name, Scan.FoldersIn(directory).SelectMany(Clip), new FilePictures(), new GreyMasks(new(Names, Values)));

    private static IEnumerable<FrameFiles> Clip(string folder)
    {
        var name = Path.GetFileName(folder);
        return Scan.Pairs(folder, "_endo", folder, "_endo_watershed_mask")
            .Select(pair => new FrameFiles(new($"{name}/{pair.Stem}", name.Split('_')[0], null, HasLabels: true), pair.Picture, pair.Mask));
    }
}
