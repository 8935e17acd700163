using OpenCvSharp;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Vision.Sources;

/// <summary>Chooses the reader for a URL.</summary>
internal static class UrlSources
{
    // cv::CAP_PROP_OPEN_TIMEOUT_MSEC and CAP_PROP_READ_TIMEOUT_MSEC; OpenCvSharp has no names for them.
    private const int OpenTimeoutMs = 53;
    private const int ReadTimeoutMs = 54;

    /// <summary>Opens the stream.</summary>
    /// <exception cref="UserErrorException">Nothing answers, or what answers is no video.</exception>
    public static FrameSource Open(string spec, SourceOptions options)
    {
        if (!Uri.TryCreate(spec, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            throw new UserErrorException($"'{spec}' is not a URL that can be opened: expected scheme://host/path.");
        }

        var name = Display(url);
        return url.Scheme is "http" or "https" && MjpegSource.TryOpen(name, url, options) is { } parts
            ? parts
            : OpenWithOpenCv(name, url, options);
    }

    // A stream that announces a frame count is a recording behind a URL.
    private static FrameSource OpenWithOpenCv(string name, Uri url, SourceOptions options)
    {
        var capture = Capture(url, options);
        if (!capture.IsOpened())
        {
            capture.Dispose();
            throw new UserErrorException($"{name} cannot be opened: nothing answers there, or it is not a video stream.");
        }

        return capture.Get(VideoCaptureProperties.FrameCount) > 0
            ? new VideoFileSource(name, capture, options)
            : new CaptureSource(name, capture, () => Capture(url, options), options);
    }

    private static VideoCapture Capture(Uri url, SourceOptions options) => new(
        url.AbsoluteUri,
        VideoCaptureAPIs.FFMPEG,
        [
            OpenTimeoutMs, (int)options.Connect.TotalMilliseconds,
            ReadTimeoutMs, (int)options.Stall.TotalMilliseconds,
        ]);

    // Names end up in reports and on screens: no password in them.
    private static string Display(Uri url) =>
        url.UserInfo.Length == 0 ? url.OriginalString : url.OriginalString.Replace(url.UserInfo + "@", "***@", StringComparison.Ordinal);
}
