using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// SAR-RARP50: {train1,train2,test}/video_N/segmentation/000000060.png, the name being the number of the frame in video_left.avi; where the
/// challenge's tool has unpacked the video to rgb/, the pictures are taken from there. Frames without labels are left out. Group: video; parts of
/// one (video_11_1, video_11_2) are one group.
/// </summary>
internal static class SarRarp50Format
{
    private static readonly LabelSet Names = LabelSet.Of(
        LabelNames.Background, LabelNames.Jaw, LabelNames.Wrist, LabelNames.Shaft, "needle", "thread", "suction", "needle-holder", "clamp", "catheter");

    public static DatasetFormat Format { get; } = new("sar-rarp50", "video_N/video_left.avi or video_N/rgb/NUMBER.png, video_N/segmentation/NUMBER.png", Open);

    private static FileFrameSet Open(string directory)
    {
        var videos = Scan.FoldersIn(directory).Where(folder => Path.GetFileName(folder).StartsWith("video_", StringComparison.Ordinal));
        return new(Format.Name, videos.SelectMany(folder => Video(directory, folder)), new VideoPictures(), new GreyMasks(ValueCode.Identity(Names)));
    }

    private static IEnumerable<FrameFiles> Video(string root, string folder)
    {
        var group = string.Join('_', Path.GetFileName(folder).Split('_')[..2]);
        foreach (var mask in Scan.Pictures(Path.Combine(folder, "segmentation")))
        {
            var unpacked = Path.Combine(folder, "rgb", Path.GetFileName(mask));
            var entry = new FrameEntry($"{Scan.NameOf(root, folder)}/{Scan.Stem(mask)}", group, Scan.SplitOf(root, folder), HasLabels: true);
            yield return new(entry, File.Exists(unpacked) ? unpacked : Path.Combine(folder, "video_left.avi"), mask);
        }
    }
}
