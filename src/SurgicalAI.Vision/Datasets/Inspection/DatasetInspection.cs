using OpenCvSharp;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Datasets.Inspection;

/// <summary>What a set holds and what is wrong with it; every file was read.</summary>
/// <param name="Dataset">Name of the set.</param>
/// <param name="Frames">Its frames.</param>
/// <param name="Labelled">Frames with labels.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Sizes">Sizes of its pictures.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="IgnoredPixels">Pixels that nobody labelled, in labelled frames.</param>
/// <param name="Bad">One line for each bad file.</param>
/// <param name="Duplicates">Names of frames with the same picture, pixel for pixel, in one group or two.</param>
/// <param name="Placeholders">The same in <see cref="GroupSplit.PlaceholderGroups"/> groups or more: a screen that is shown out of the body or without signal.</param>
/// <param name="Leaks">One line for each way in which a part knows another: a group in two parts, or the same picture in two groups.</param>
public record DatasetInspection(
    string Dataset,
    int Frames,
    int Labelled,
    IReadOnlyList<GroupFigure> Groups,
    IReadOnlyList<SizeFigure> Sizes,
    IReadOnlyList<LabelFigure> Labels,
    long IgnoredPixels,
    IReadOnlyList<string> Bad,
    IReadOnlyList<IReadOnlyList<string>> Duplicates,
    IReadOnlyList<IReadOnlyList<string>> Placeholders,
    IReadOnlyList<string> Leaks)
{
    /// <summary>Reads every file of a set.</summary>
    /// <param name="set">Set; stays open.</param>
    /// <param name="progress">Called once per frame.</param>
    /// <param name="cancellation">Ends it.</param>
    public static DatasetInspection Run(IFrameSet set, Action progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(progress);
        var counts = new InspectionCounts(set);
        using var picture = new Mat();
        using var labels = new Mat();
        for (var i = 0; i < set.Frames.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOne(set, i, counts, picture, labels);
            progress();
        }

        return counts.Result();
    }

    // A bad picture does not hide a bad mask.
    private static void ReadOne(IFrameSet set, int index, InspectionCounts counts, Mat picture, Mat labels)
    {
        try
        {
            set.ReadPicture(index, picture);
            counts.AddPicture(index, picture);
        }
        catch (UserErrorException e)
        {
            counts.AddBad(e.Message);
        }

        try
        {
            if (set.Frames[index].HasLabels)
            {
                set.ReadLabels(index, labels);
                counts.AddLabels(labels);
            }
        }
        catch (UserErrorException e)
        {
            counts.AddBad(e.Message);
        }
    }
}
