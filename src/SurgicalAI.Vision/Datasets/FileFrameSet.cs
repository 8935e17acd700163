using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Datasets;

/// <summary>A set of files: where they lie, how its pictures and how its labels are read.</summary>
internal sealed class FileFrameSet : IFrameSet
{
    private readonly FrameFiles[] _files;
    private readonly IPictureReader _pictures;
    private readonly ILabelReader? _labels;

    public FileFrameSet(string name, IEnumerable<FrameFiles> files, IPictureReader pictures, ILabelReader? labels)
    {
        _files = [.. files.OrderBy(file => file.Entry.Name, StringComparer.Ordinal)];
        (Name, _pictures, _labels) = (name, pictures, labels);
        Frames = [.. _files.Select(file => file.Entry)];
        if (Array.Find(_files, file => !FrameIndex.Inside(file.Entry.Name)) is { Entry.Name: var outside })
        {
            throw new UserErrorException($"'{outside}' cannot be the name of a frame; it must be a path below the set's folder.");
        }

        if (Frames.CountBy(frame => frame.Name).FirstOrDefault(pair => pair.Value > 1) is { Key: { } twice })
        {
            throw new UserErrorException($"{twice}: two frames of the set have this name; names must be unique.");
        }
    }

    public string Name { get; }

    public LabelSet Labels => _labels?.Labels ?? LabelSet.Empty;

    public IReadOnlyList<FrameEntry> Frames { get; }

    public void ReadPicture(int index, Mat bgr) => _pictures.Read(_files[index], bgr);

    public void ReadLabels(int index, Mat labels)
    {
        var file = _files[index];
        if (_labels is null || !file.Entry.HasLabels)
        {
            throw new InvalidOperationException($"Frame {file.Entry.Name} of {Name} has no labels.");
        }

        _labels.Read(file, _pictures.SizeOf(file), labels);
    }

    /// <summary>File whose bytes are the picture; null when there is none.</summary>
    public string? PictureFile(int index) => _pictures.FileOf(_files[index]);

    public void Dispose() => _pictures.Dispose();
}
