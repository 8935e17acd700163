using System.Security.Cryptography;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Datasets.Inspection;

/// <summary>Counts while a set is read.</summary>
internal sealed class InspectionCounts(IFrameSet set)
{
    private readonly Dictionary<Size, int> _sizes = [];
    private readonly Dictionary<string, List<FrameEntry>> _byPixels = [];
    private readonly List<string> _bad = [];
    private readonly long[] _pixels = new long[256];
    private readonly int[] _frames = new int[256];

    /// <summary>Counts a picture.</summary>
    public void AddPicture(int index, Mat picture)
    {
        var size = picture.Size();
        _sizes[size] = _sizes.GetValueOrDefault(size) + 1;
        var key = $"{size.Width}x{size.Height} {Convert.ToHexString(SHA256.HashData(BytesOf(picture)))}";
        _byPixels.TryAdd(key, []);
        _byPixels[key].Add(set.Frames[index]);
    }

    /// <summary>Counts a label map.</summary>
    public void AddLabels(Mat labels)
    {
        Span<long> counts = stackalloc long[256];
        foreach (var id in labels.AsSpan<byte>())
        {
            counts[id]++;
        }

        for (var id = 0; id < counts.Length; id++)
        {
            _pixels[id] += counts[id];
            _frames[id] += counts[id] > 0 ? 1 : 0;
        }
    }

    /// <summary>Notes a bad file; one that is bad for picture and labels is named once.</summary>
    public void AddBad(string line)
    {
        if (!_bad.Contains(line))
        {
            _bad.Add(line);
        }
    }

    /// <summary>What was counted.</summary>
    public DatasetInspection Result()
    {
        var same = _byPixels.Values.Where(frames => frames.Count > 1).ToLookup(frames => GroupsOf(frames) >= GroupSplit.PlaceholderGroups);
        var duplicates = same[false].ToArray();
        var groups = Groups();
        return new(
            set.Name,
            set.Frames.Count,
            set.Frames.Count(frame => frame.HasLabels),
            groups,
            [.. _sizes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Width).ThenBy(pair => pair.Key.Height).Select(pair => new SizeFigure(pair.Key.Width, pair.Key.Height, pair.Value))],
            Labels(),
            _pixels[LabelSet.Ignore],
            _bad,
            [.. duplicates.Select(NamesOf)],
            [.. same[true].Select(NamesOf)],
            [.. Leaks(groups, duplicates)]);
    }

    private GroupFigure[] Groups() =>
    [
        .. set.Frames.GroupBy(frame => frame.Group).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
            new GroupFigure(group.Key, group.Count(), [.. group.Select(frame => frame.Split).OfType<string>().Distinct().Order(StringComparer.Ordinal)])),
    ];

    private LabelFigure[] Labels()
    {
        var all = Math.Max(1, set.Labels.Definitions.Sum(d => _pixels[d.Id]));
        return [.. set.Labels.Definitions.Select(d => new LabelFigure(d.Id, d.Name, LabelFile.Word(d.Kind), _frames[d.Id], _pixels[d.Id], (double)_pixels[d.Id] / all))];
    }

    private static IEnumerable<string> Leaks(GroupFigure[] groups, List<FrameEntry>[] duplicates)
    {
        foreach (var group in groups.Where(group => group.Splits.Count > 1))
        {
            yield return $"group {group.Group} is in {string.Join(" and ", group.Splits)}";
        }

        foreach (var frames in duplicates.Where(frames => GroupsOf(frames) > 1))
        {
            yield return $"{string.Join(" and ", frames.Select(frame => frame.Name))} are the same picture in different groups";
        }
    }

    private static int GroupsOf(List<FrameEntry> frames) => frames.DistinctBy(frame => frame.Group).Count();

    private static string[] NamesOf(List<FrameEntry> frames) => [.. frames.Select(frame => frame.Name)];

    private static unsafe ReadOnlySpan<byte> BytesOf(Mat picture) => new((void*)picture.Data, checked((int)(picture.Total() * picture.ElemSize())));
}
