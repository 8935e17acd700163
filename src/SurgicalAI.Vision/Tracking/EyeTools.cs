namespace SurgicalAI.Vision.Tracking;

/// <summary>One eye's picture with its instruments.</summary>
/// <param name="bgr">Pixels of three bytes, row by row.</param>
/// <param name="widthPx">Width, pixels.</param>
/// <param name="heightPx">Height, pixels.</param>
/// <param name="finder">What was found in the eye's label map.</param>
public readonly ref struct EyeTools(ReadOnlySpan<byte> bgr, int widthPx, int heightPx, ToolFinder finder)
{
    /// <summary>Pixels.</summary>
    public ReadOnlySpan<byte> Bgr { get; } = bgr;

    /// <summary>Width, pixels.</summary>
    public int WidthPx { get; } = widthPx;

    /// <summary>Height, pixels.</summary>
    public int HeightPx { get; } = heightPx;

    /// <summary>Instruments, in pixels of the picture.</summary>
    public ReadOnlySpan<SeenTool> Tools => finder.Tools;

    /// <summary>Part of an instrument at a point of the picture; none outside.</summary>
    /// <param name="p">Point.</param>
    /// <param name="region">Region that it must be of; -1 for any.</param>
    internal ToolPart PartAt(ImagePoint p, int region)
    {
        var map = finder.Regions;
        var (x, y) = ((int)Math.Floor((p.XPx + 0.5) * map.WidthPx / WidthPx), (int)Math.Floor((p.YPx + 0.5) * map.HeightPx / HeightPx));
        if (x < 0 || y < 0 || x >= map.WidthPx || y >= map.HeightPx)
        {
            return ToolPart.None;
        }

        var i = (y * map.WidthPx) + x;
        var owner = map.Owners[i];
        return owner is > 0 and <= InstrumentRegions.Most && (region < 0 || owner == region + 1) ? map.Parts[i] : ToolPart.None;
    }
}
