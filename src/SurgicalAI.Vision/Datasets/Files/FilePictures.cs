using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Files;

/// <summary>One file, one picture.</summary>
internal sealed class FilePictures : IPictureReader
{
    public void Read(FrameFiles frame, Mat bgr) => ImageFile.ReadPicture(frame.Picture, bgr);

    public Size SizeOf(FrameFiles frame) => ImageFile.SizeOf(frame.Picture);

    public string? FileOf(FrameFiles frame) => frame.Picture;

    public void Dispose()
    {
    }
}
