using OpenCvSharp;

namespace SurgicalAI.Vision.Segmentation;

/// <summary>Maps of one byte a pixel as PNG of one channel of 8 bits, without loss.</summary>
public static class LabelPng
{
    private static readonly ImageEncodingParam s_fast = new(ImwriteFlags.PngCompression, 3);

    /// <summary>Encodes a map.</summary>
    /// <param name="map">A value a pixel, row by row.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <returns>The file's bytes.</returns>
    public static unsafe byte[] Encode(ReadOnlySpan<byte> map, int widthPx, int heightPx)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(map.Length, widthPx * heightPx);
        fixed (byte* pixels = map)
        {
            using var mat = Mat.FromPixelData(heightPx, widthPx, MatType.CV_8UC1, (nint)pixels);
            return mat.ImEncode(".png", s_fast);
        }
    }
}
