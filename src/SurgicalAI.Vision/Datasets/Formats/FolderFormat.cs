using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Datasets.Files;
using SurgicalAI.Vision.Datasets.Labels;

namespace SurgicalAI.Vision.Datasets.Formats;

/// <summary>Our own form, which every other one is converted to: frames/, labels/ (8-bit PNG, values are ids), labels.json, frames.json.</summary>
internal static class FolderFormat
{
    public static DatasetFormat Format { get; } = new("folder", "frames.json, labels.json, frames/, labels/", Open);

    private static FileFrameSet Open(string directory)
    {
        var index = FrameIndex.Read(directory);
        var labels = LabelFile.Read(Path.Combine(directory, LabelFile.Name));
        return new(index.Source, index.Frames.Select(frame => Files(directory, frame)), new FilePictures(), new GreyMasks(ValueCode.Identity(labels)));
    }

    private static FrameFiles Files(string directory, IndexedFrame frame) => new(
        new(frame.Name, frame.Group, frame.Split, frame.Labels is not null),
        Path.Combine(directory, frame.Picture),
        frame.Labels is null ? null : Path.Combine(directory, frame.Labels));
}
