using System.Runtime.InteropServices;
using OpenCvSharp;

namespace SurgicalAI.Vision.Video;

/// <summary>Keeps OpenCV's and FFmpeg's own lines off stderr: what matters is said once, in our words.</summary>
internal static partial class OpenCvSilence
{
    private static readonly bool _done = Silence();

    /// <summary>Call before the first use of OpenCV's video.</summary>
    public static bool Ensure() => _done;

    // FFmpeg's level is read from the C environment, which .NET's SetEnvironmentVariable does not touch.
    private static bool Silence()
    {
        _ = SetEnvironment("OPENCV_FFMPEG_LOGLEVEL", "-8", 1);
        _ = SetEnvironment("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2", 0);
        Cv2.SetLogLevel(LogLevel.SILENT);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
