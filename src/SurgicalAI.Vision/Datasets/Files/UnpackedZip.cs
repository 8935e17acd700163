using System.IO.Compression;
using OpenCvSharp;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Datasets.Files;

/// <summary>Pictures of a ZIP, unpacked into a temporary folder that goes with this.</summary>
internal sealed class UnpackedZip : IPictureReader
{
    private readonly FilePictures _pictures = new();

    /// <summary>Unpacks it.</summary>
    /// <exception cref="UserErrorException">It is no ZIP, is cut off, or cannot be unpacked.</exception>
    public UnpackedZip(string path)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("frames-").FullName;
        try
        {
            ZipFile.ExtractToDirectory(path, Directory);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new UserErrorException($"{path}: cannot be unpacked ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>Where its files lie.</summary>
    public string Directory { get; }

    public void Read(FrameFiles frame, Mat bgr) => _pictures.Read(frame, bgr);

    public Size SizeOf(FrameFiles frame) => _pictures.SizeOf(frame);

    public string? FileOf(FrameFiles frame) => _pictures.FileOf(frame);

    public void Dispose()
    {
        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
