using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// ROBUST-MIS: {Training,Testing/Stage_k}/SURGERY/PROCEDURE/FRAME/raw.png with instrument_instances.png beside it; each value but 0 is one
/// instrument. Group: surgery and procedure, whatever the part, so that stage 1 (the training's procedures) is seen to share groups with it.
/// </summary>
internal static class RobustMisFormat
{
    public static DatasetFormat Format { get; } = new("robust-mis", "Training/SURGERY/PROCEDURE/FRAME/raw.png and instrument_instances.png", Open);

    private static FileFrameSet Open(string directory)
    {
        var folders = Scan.FoldersIn(directory).Where(folder => File.Exists(Picture(folder)) || File.Exists(Mask(folder))).ToArray();
        var labelled = folders.Where(folder => File.Exists(Mask(folder))).Select(folder => SplitOf(directory, folder)).ToHashSet();
        var code = ValueCode.Above(0, LabelSet.Of(LabelNames.Background, LabelNames.Instrument));
        return new(Format.Name, folders.Select(folder => Frame(directory, folder, labelled)), new FilePictures(), new GreyMasks(code));
    }

    // The test parts may come without labels; then none of their frames has one.
    private static FrameFiles Frame(string root, string folder, HashSet<string?> labelled)
    {
        var parts = Scan.NameOf(root, folder).Split('/');
        var split = SplitOf(root, folder);
        var hasLabels = labelled.Contains(split);
        var entry = new FrameEntry(string.Join('/', parts), string.Join('/', parts[Math.Max(0, parts.Length - 3)..^1]), split, hasLabels);
        return new(entry, Picture(folder), hasLabels ? Mask(folder) : null);
    }

    private static string? SplitOf(string root, string folder)
    {
        var parts = Scan.NameOf(root, folder).Split('/');
        var stage = Array.Find(parts, part => part.StartsWith("Stage_", StringComparison.OrdinalIgnoreCase));
        return stage is null ? Scan.SplitOf(root, folder) : $"test-{stage.ToLowerInvariant().Replace('_', '-')}";
    }

    private static string Picture(string folder) => Path.Combine(folder, "raw.png");

    private static string Mask(string folder) => Path.Combine(folder, "instrument_instances.png");
}
