using System.Text.RegularExpressions;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>
/// CholecInstanceSeg: img_dir/NAME.png with ann_dir/NAME.json beside it, LabelMe polygons. Its parts overlap (sparse and full labels of the same
/// Cholec80 and CholecT50 videos), so the group is the number of the video that folder or name gives.
/// </summary>
internal static partial class CholecInstanceSegFormat
{
    private static readonly LabelSet Tools = LabelSet.Of(LabelNames.Background, "grasper", "bipolar", "hook", "clipper", "scissors", "irrigator", "snare");

    public static DatasetFormat Format { get; } = new("cholecinstanceseg", "img_dir/NAME.png, ann_dir/NAME.json", Open);

    private static FileFrameSet Open(string directory)
    {
        var folders = Scan.FoldersIn(directory).Where(folder => Directory.Exists(Path.Combine(folder, "ann_dir")));
        return new(Format.Name, folders.SelectMany(folder => Sequence(directory, folder)), new FilePictures(), new LabelMePolygons(Tools));
    }

    private static IEnumerable<FrameFiles> Sequence(string root, string folder)
    {
        var (pictures, polygons) = (Path.Combine(folder, "img_dir"), Path.Combine(folder, "ann_dir"));
        var files = Scan.Pictures(pictures).ToDictionary(path => Scan.Stem(path), path => path);
        var stems = Directory.EnumerateFiles(polygons, "*.json").Select(path => Scan.Stem(path)).Union(files.Keys).Order(StringComparer.Ordinal);
        return stems.Select(stem => new FrameFiles(
            new($"{Scan.NameOf(root, folder)}/{stem}", GroupOf($"{Path.GetFileName(folder)}/{stem}"), Scan.SplitOf(root, folder), HasLabels: true),
            files.GetValueOrDefault(stem) ?? Path.Combine(pictures, stem + ".png"),
            Path.Combine(polygons, stem + ".json")));
    }

    private static string GroupOf(string name) =>
        VideoNumber().Match(name) is { Success: true } match ? $"video{match.Groups[1].Value.PadLeft(2, '0')}" : name.Split('/')[0];

    [GeneratedRegex(@"vid(?:eo)?_?0*(\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex VideoNumber();
}
