using OpenCvSharp;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Datasets;

/// <summary>How a format stores its labels.</summary>
internal interface ILabelReader
{
    /// <summary>Labels that it gives.</summary>
    LabelSet Labels { get; }

    /// <summary>Reads the label map of a frame.</summary>
    /// <param name="frame">Frame with labels.</param>
    /// <param name="size">Size of its picture; a map of another size is refused.</param>
    /// <param name="labels">Written: one byte per pixel.</param>
    void Read(FrameFiles frame, Size size, Mat labels);
}
