using System.Globalization;
using OpenCvSharp;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Vision.Video;

namespace SurgicalAI.Vision.Datasets.Files;

/// <summary>
/// Pictures that are files, or frames of a video whose numbers are the names of the label maps. Frames are counted by reading, since seeking in
/// compressed video is not exact; so reading in order is fast and going back begins anew.
/// </summary>
internal sealed class VideoPictures : IPictureReader
{
    private VideoCapture? _capture;
    private string _open = "";
    private int _next;

    public void Read(FrameFiles frame, Mat bgr)
    {
        if (ImageFile.Is(frame.Picture))
        {
            ImageFile.ReadPicture(frame.Picture, bgr);
            return;
        }

        var number = NumberOf(frame);
        Seek(frame.Picture, number);
        if (_capture?.Read(bgr) is not true || bgr.Empty())
        {
            throw new UserErrorException($"{frame.Picture}: the video has no frame {number}, which has labels.");
        }

        _next++;
    }

    public Size SizeOf(FrameFiles frame)
    {
        if (ImageFile.Is(frame.Picture))
        {
            return ImageFile.SizeOf(frame.Picture);
        }

        var capture = Open(frame.Picture);
        return new(capture.FrameWidth, capture.FrameHeight);
    }

    public string? FileOf(FrameFiles frame) => ImageFile.Is(frame.Picture) ? frame.Picture : null;

    public void Dispose() => _capture?.Dispose();

    private static int NumberOf(FrameFiles frame) =>
        int.TryParse(Path.GetFileNameWithoutExtension(frame.Labels), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UserErrorException($"{frame.Labels}: the name is not the number of a frame of the video.");

    private void Seek(string path, int number)
    {
        if (_open == path && _next > number)
        {
            Close();
        }

        var capture = Open(path);
        while (_next < number && capture.Grab())
        {
            _next++;
        }
    }

    private VideoCapture Open(string path)
    {
        if (_capture is not null && _open == path)
        {
            return _capture;
        }

        Close();
        if (!File.Exists(path))
        {
            throw new UserErrorException($"{path}: the video is missing, and so are its unpacked pictures.");
        }

        OpenCvSilence.Ensure();
        var capture = new VideoCapture(path);
        if (!capture.IsOpened())
        {
            capture.Dispose();
            throw new UserErrorException($"{path}: the video cannot be read.");
        }

        (_capture, _open, _next) = (capture, path, 0);
        return capture;
    }

    private void Close()
    {
        _capture?.Dispose();
        (_capture, _open) = (null, "");
    }
}
