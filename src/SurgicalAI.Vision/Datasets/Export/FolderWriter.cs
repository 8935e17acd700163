using System.Security.Cryptography;
using OpenCvSharp;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Datasets.Export;

/// <summary>Writes our own form: frames/, labels/, labels.json, frames.json with the hash of every file.</summary>
internal sealed class FolderWriter(IFrameSet set, string directory) : IFrameWriter
{
    private readonly List<IndexedFrame> _frames = [];

    public void Add(int index, Mat picture, Mat labels)
    {
        var entry = set.Frames[index];
        var file = PictureCopy.Write(set, index, picture, directory, "frames");
        var map = entry.HasLabels ? $"labels/{entry.Name}.png" : null;
        if (map is not null)
        {
            PictureCopy.WritePng(Path.Combine(directory, map), labels);
        }

        _frames.Add(new(entry.Name, entry.Group, entry.Split, file, map, Hash(file), map is null ? null : Hash(map)));
    }

    public void Finish()
    {
        LabelFile.Write(Path.Combine(directory, LabelFile.Name), set.Labels);
        new FrameIndex(set.Name, _frames).Write(directory);
    }

    private string Hash(string relative) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(directory, relative))));
}
