using System.Buffers.Binary;
using System.Text;
using OpenCvSharp;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Sources;

/// <summary>Says in one line why a video cannot be used; OpenCV itself only says no.</summary>
internal static class VideoDiagnosis
{
    /// <summary>Throws unless a readable, non-empty file is there.</summary>
    public static void RequireFile(string path)
    {
        var problem = Directory.Exists(path) ? $"{path} is a folder, not a video file."
            : !File.Exists(path) ? $"No such video file: {path}"
            : new FileInfo(path).Length == 0 ? $"{path} is empty."
            : null;
        if (problem is not null)
        {
            throw new UserErrorException(problem);
        }
    }

    /// <summary>Why a file could not be opened, from its MP4 boxes where it has any.</summary>
    public static string WhyNotOpened(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Mp4Boxes.Look(file) switch
            {
                Mp4State.NoIndex => $"{path} is cut short: its index (the moov box at the end) is missing. Copy the file again.",
                Mp4State.Whole => $"{path} is an MP4 file, but its video cannot be opened: it holds no video track or is damaged.",
                _ => $"{path} is not a video file that can be read (MP4, AVI, MKV and the like).",
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be read: {e.Message}";
        }
    }

    /// <summary>Decodes the first picture; a codec that FFmpeg knows by name but cannot decode (AV1) is found here.</summary>
    public static Mat FirstPicture(string name, VideoCapture capture, Mat picture)
    {
        if (capture.Read(picture) && !picture.Empty())
        {
            return picture;
        }

        var codec = CodecName(capture);
        throw new UserErrorException($"{name} opens but delivers no frame (codec {codec}). Convert it: ffmpeg -i IN -c:v libx264 OUT.mp4");
    }

    /// <summary>The container's frame rate, or 0 where it is unknown or absurd.</summary>
    public static double RateHz(VideoCapture capture) => capture.Fps is > 0 and <= 1000 and var rateHz ? rateHz : 0;

    private static string CodecName(VideoCapture capture)
    {
        Span<byte> code = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(code, (int)capture.Get(VideoCaptureProperties.FourCC));
        return code.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? "unknown" : Encoding.ASCII.GetString(code);
    }
}
