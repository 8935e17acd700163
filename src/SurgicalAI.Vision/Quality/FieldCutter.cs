namespace SurgicalAI.Vision.Quality;

/// <summary>Cuts the box of the endoscope's field out of a frame.</summary>
internal static class FieldCutter
{
    /// <summary>Cuts.</summary>
    /// <param name="bgr">Frame, three bytes a pixel.</param>
    /// <param name="widthPx">Its width, pixels.</param>
    /// <param name="field">Field in it.</param>
    /// <param name="buffer">Holds the result; made larger where it does not.</param>
    /// <returns>The frame itself when the field fills it.</returns>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> bgr, int widthPx, ContentArea field, ref byte[] buffer)
    {
        var bytes = 3 * field.WidthPx * field.HeightPx;
        if (bytes == bgr.Length)
        {
            return bgr;
        }

        buffer = buffer.Length < bytes ? new byte[bytes] : buffer;
        for (var y = 0; y < field.HeightPx; y++)
        {
            bgr.Slice(3 * (((field.Y + y) * widthPx) + field.X), 3 * field.WidthPx).CopyTo(buffer.AsSpan(3 * field.WidthPx * y));
        }

        return buffer.AsSpan(0, bytes);
    }
}
