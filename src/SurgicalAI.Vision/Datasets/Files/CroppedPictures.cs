using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets.Files;

/// <summary>One file per picture, with a black surround that is cut away.</summary>
internal sealed class CroppedPictures(Crop crop) : IPictureReader
{
    public void Read(FrameFiles frame, Mat bgr)
    {
        ImageFile.ReadPicture(frame.Picture, bgr);
        crop.Apply(bgr);
    }

    public Size SizeOf(FrameFiles frame)
    {
        var size = ImageFile.SizeOf(frame.Picture);
        return size == crop.Whole ? crop.Part.Size : size;
    }

    public string? FileOf(FrameFiles frame) => ImageFile.SizeOf(frame.Picture) == crop.Whole ? null : frame.Picture;

    public void Dispose()
    {
    }
}
