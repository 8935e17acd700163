namespace SurgicalAI.Core.Imaging;

/// <summary>Layout of one pixel.</summary>
public enum PixelFormat
{
    /// <summary>Three bytes: blue, green, red (OpenCV's order).</summary>
    Bgr8 = 3,

    /// <summary>One byte: a grey value or a class label.</summary>
    Gray8 = 1,

    /// <summary>One 32-bit float: depth in metres, NaN or 0 where unknown.</summary>
    Depth32F = 4,

    /// <summary>Two 32-bit floats: motion to the right and down, pixels.</summary>
    Motion32F = 8,
}
