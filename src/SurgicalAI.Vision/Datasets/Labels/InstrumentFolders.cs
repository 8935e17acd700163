using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Datasets.Files;

namespace SurgicalAI.Vision.Datasets.Labels;

/// <summary>
/// EndoVis 2017: a folder of masks per instrument, merged into one map. The frame's labels are the folder that holds the instruments' folders.
/// </summary>
/// <param name="labels">Labels of the merged map.</param>
/// <param name="crop">What is cut out of masks and pictures.</param>
/// <param name="codeOf">Meaning of the values by the name of the instrument's folder; null leaves the folder out.</param>
internal sealed class InstrumentFolders(LabelSet labels, Crop crop, Func<string, ValueCode?> codeOf) : ILabelReader
{
    private const string OtherFolder = "Other_labels";

    public LabelSet Labels => labels;

    public void Read(FrameFiles frame, Size size, Mat labels)
    {
        labels.Create(size, MatType.CV_8UC1);
        _ = labels.SetTo(Scalar.Black);
        using var mask = new Mat();
        foreach (var folder in FoldersOf(frame.Labels!))
        {
            if (codeOf(Path.GetFileName(folder)) is { } code)
            {
                var path = Path.Combine(folder, Path.GetFileName(frame.Picture));
                Merge(path, code, mask, labels);
            }
        }
    }

    // What is no instrument lies below what is.
    private static IEnumerable<string> FoldersOf(string groundTruth) => Directory.EnumerateDirectories(groundTruth)
        .OrderBy(folder => Path.GetFileName(folder) != OtherFolder).ThenBy(folder => folder, StringComparer.Ordinal);

    private void Merge(string path, ValueCode code, Mat mask, Mat labels)
    {
        GreyMasks.ReadFirstChannel(path, mask);
        crop.Apply(mask);
        ImageFile.ExpectSize(path, mask.Size(), labels.Size());
        var values = mask.AsSpan<byte>();
        var ids = new byte[values.Length];
        if (code.Translate(values, ids) is >= 0 and var at)
        {
            throw new UserErrorException($"{path}: value {values[at]} at ({at % mask.Width},{at / mask.Width}) of the picture is unknown; this form has {code.Known}.");
        }

        var merged = labels.AsSpan<byte>();
        for (var i = 0; i < ids.Length; i++)
        {
            merged[i] = ids[i] == 0 ? merged[i] : ids[i];
        }
    }
}
