using OpenCvSharp;

namespace SurgicalAI.Vision.Datasets;

/// <summary>How a format stores its pictures.</summary>
internal interface IPictureReader : IDisposable
{
    /// <summary>Reads a picture as BGR.</summary>
    void Read(FrameFiles frame, Mat bgr);

    /// <summary>Size of the picture that <see cref="Read"/> gives.</summary>
    Size SizeOf(FrameFiles frame);

    /// <summary>File whose bytes are this picture and nothing else; null when the picture is cut out of something.</summary>
    string? FileOf(FrameFiles frame);
}
