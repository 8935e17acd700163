using System.Globalization;
using OpenCvSharp;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Sources;

/// <summary>Opens <c>/dev/videoN</c> through Video4Linux.</summary>
internal static class CameraDevice
{
    /// <summary>Opens the device.</summary>
    /// <exception cref="UserErrorException">It is missing, busy, forbidden or silent.</exception>
    public static FrameSource Open(string path, SourceOptions options)
    {
        const string prefix = "/dev/video";
        if (!path.StartsWith(prefix, StringComparison.Ordinal)
            || !int.TryParse(path.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            throw new UserErrorException($"{path} is not a camera: give /dev/videoN.");
        }

        if (!File.Exists(path))
        {
            throw new UserErrorException($"No such camera: {path} ({Others()}).");
        }

        var capture = Capture(index);
        if (capture.IsOpened())
        {
            return new CaptureSource(path, capture, () => Capture(index), options);
        }

        capture.Dispose();
        throw new UserErrorException($"{path} cannot be opened: it is no camera, is in use, or you are not in the group 'video'.");
    }

    // One buffer: an old picture is worse than a lost one.
    private static VideoCapture Capture(int index)
    {
        var capture = new VideoCapture(index, VideoCaptureAPIs.V4L2);
        capture.Set(VideoCaptureProperties.BufferSize, 1);
        return capture;
    }

    private static string Others()
    {
        var found = Directory.GetFiles("/dev", "video*");
        return found.Length == 0 ? "there is none on this machine" : $"found {string.Join(", ", found.Order(StringComparer.Ordinal))}";
    }
}
