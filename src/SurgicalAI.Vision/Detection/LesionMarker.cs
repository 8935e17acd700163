using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Detection;

/// <summary>Corner brackets around lesions. Every pixel that is not part of a bracket keeps its value.</summary>
public static class LesionMarker
{
    private const byte Blue = 40;
    private const byte Green = 255;
    private const byte Red = 120;

    // Share of the picture's width: thickness of a bracket, its distance from the lesion; and of the box's side: the length of an arm.
    private const double ThicknessShare = 0.003;
    private const double GapShare = 0.008;
    private const double ArmShare = 0.25;

    /// <summary>Draws the brackets of tracks. Hot path: no allocation.</summary>
    /// <param name="bgr">Pixels of three bytes, rows without padding; changed under the brackets.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="tracks">Lesions in the picture's pixels.</param>
    public static void Draw(Span<byte> bgr, int widthPx, int heightPx, ReadOnlySpan<LesionTrack> tracks)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bgr.Length, 3 * widthPx * heightPx);
        foreach (var track in tracks)
        {
            for (var bar = 0; bar < 8; bar++)
            {
                var (left, top, right, bottom) = Bar(track.Box, bar, widthPx, heightPx);
                for (var y = top; y < bottom; y++)
                {
                    Fill(bgr.Slice(3 * ((y * widthPx) + left), 3 * (right - left)));
                }
            }
        }
    }

    /// <summary>Whether a pixel belongs to a bracket of a lesion.</summary>
    public static bool Covers(Box lesion, int x, int y, int widthPx, int heightPx)
    {
        for (var bar = 0; bar < 8; bar++)
        {
            var (left, top, right, bottom) = Bar(lesion, bar, widthPx, heightPx);
            if (x >= left && x < right && y >= top && y < bottom)
            {
                return true;
            }
        }

        return false;
    }

    // Bars 0 to 3 lie, 4 to 7 stand; bit 0: right, bit 1: lower corner. At the frame's edge brackets stay inside it.
    private static (int Left, int Top, int Right, int Bottom) Bar(Box lesion, int bar, int widthPx, int heightPx)
    {
        var thick = Math.Max(2, (int)Math.Round(ThicknessShare * widthPx));
        var gap = Math.Max(2, GapShare * widthPx);
        var left = Math.Clamp((int)Math.Floor(lesion.X - gap) - thick, 0, Math.Max(0, widthPx - (2 * thick)));
        var top = Math.Clamp((int)Math.Floor(lesion.Y - gap) - thick, 0, Math.Max(0, heightPx - (2 * thick)));
        var right = Math.Clamp((int)Math.Ceiling(lesion.X + lesion.Width + gap) + thick, Math.Min(widthPx, left + (2 * thick)), widthPx);
        var bottom = Math.Clamp((int)Math.Ceiling(lesion.Y + lesion.Height + gap) + thick, Math.Min(heightPx, top + (2 * thick)), heightPx);
        var lies = bar < 4;
        var (wide, high) = lies ? (Math.Max(thick, (int)(ArmShare * (right - left))), thick) : (thick, Math.Max(thick, (int)(ArmShare * (bottom - top))));
        var x = (bar & 1) == 0 ? left : right - wide;
        var y = (bar & 2) == 0 ? top : bottom - high;
        return (Math.Max(0, x), Math.Max(0, y), Math.Min(widthPx, x + wide), Math.Min(heightPx, y + high));
    }

    private static void Fill(Span<byte> row)
    {
        for (var i = 0; i + 2 < row.Length; i += 3)
        {
            (row[i], row[i + 1], row[i + 2]) = (Blue, Green, Red);
        }
    }
}
