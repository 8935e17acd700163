namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// Instruments of a label map with their tips and axes. Wants nothing but bytes: labels of any set (shaft, wrist, jaw; shaft and tip;
/// instrument), at any resolution. Keeps its buffers: no allocation while the size of the maps stays. Not thread-safe.
/// </summary>
public sealed class ToolFinder
{
    // Jaws cover at least this share of the map's pixels.
    private const double SmallestJaw = 0.00015;

    // Uncertainty of an end, in pixels of the map, and as a share of the jaws' length; measured in the simulator on seeds of its own.
    private const double EndCells = 0.6;
    private const double AlongShare = 0.05;
    private const double AcrossShare = 0.03;

    private readonly InstrumentRegions _regions = new();
    private readonly SeenTool[] _tools = new SeenTool[InstrumentRegions.Most];
    private int[] _outline = [];
    private int[] _jaws = [];
    private int _count;

    /// <summary>The separated areas of the last map.</summary>
    public InstrumentRegions Regions => _regions;

    /// <summary>The instruments of the last map; valid until the next call.</summary>
    public ReadOnlySpan<SeenTool> Tools => _tools.AsSpan(0, _count);

    /// <summary>Finds the instruments of a map. Hot path.</summary>
    /// <param name="labels">Label of each pixel, height x width.</param>
    /// <param name="widthPx">Width of the map, pixels.</param>
    /// <param name="heightPx">Height of the map, pixels.</param>
    /// <param name="parts">What the labels stand for.</param>
    /// <param name="pictureWidthPx">Width of the picture, of the same field of view, pixels.</param>
    /// <param name="pictureHeightPx">Height of the picture, pixels.</param>
    /// <returns>The instruments, points in pixels of the picture.</returns>
    public ReadOnlySpan<SeenTool> Find(ReadOnlySpan<byte> labels, int widthPx, int heightPx, ToolParts parts, int pictureWidthPx, int pictureHeightPx)
    {
        _regions.Separate(labels, widthPx, heightPx, parts);
        _count = 0;
        if (_outline.Length < labels.Length)
        {
            (_outline, _jaws) = (new int[labels.Length], new int[labels.Length]);
        }

        for (var region = 0; region < _regions.Count; region++)
        {
            _tools[_count++] = Measure(new(_regions, region, pictureWidthPx, pictureHeightPx, _outline, _jaws));
        }

        return Tools;
    }

    private static SeenTool Measure(in RegionShape shape)
    {
        var axis = ShaftAxis.Of(shape);
        var ends = Ends(shape, axis);
        var (along, across) = (
            Hypot(EndCells * shape.CellPx, AlongShare * ends.LengthPx),
            Hypot(EndCells * shape.CellPx, AcrossShare * ends.LengthPx));
        return new(
            shape.Region, ends.Count, ends.First, ends.Second, ends.Hinge, ends.LengthPx, along, across,
            axis.Found, axis.Direction, axis.Point, axis.WidthPx, shape.AreaPx);
    }

    private static JawEnds Ends(in RegionShape shape, in ShaftAxis axis)
    {
        if (shape.Jaw.Count >= Math.Max(4, SmallestJaw * shape.Centre.XPx * shape.Centre.YPx * 4 / (shape.CellPx * shape.CellPx)))
        {
            var hinge = Hinge(shape, axis);
            return JawEnds.Of(shape, hinge, shape.Jaws, shape.Jaw.Mean - hinge);
        }

        // An instrument whose parts are told apart shows no jaws; one whose parts are not ends somewhere.
        return shape.Rod.Count == shape.All.Count && IsWhole(shape) && axis.Found ? FarEnd(shape, axis) : default;
    }

    private static bool IsWhole(in RegionShape shape) => shape.PartOf(shape.Pixels[0]) == ToolPart.Whole;

    // Where the jaws begin: their border with the wrist, else with the shaft, else their near end.
    private static ImagePoint Hinge(in RegionShape shape, in ShaftAxis axis)
    {
        var (wrist, shaft) = (new Moments(), new Moments());
        foreach (var i in shape.Jaws)
        {
            if (shape.Touches(i, ToolPart.Wrist))
            {
                wrist.Add(shape.At(i));
            }
            else if (shape.Touches(i, ToolPart.Shaft))
            {
                shaft.Add(shape.At(i));
            }
        }

        return wrist.Count > 0 ? wrist.Mean : shaft.Count > 0 ? shaft.Mean : NearEnd(shape, axis);
    }

    private static ImagePoint NearEnd(in RegionShape shape, in ShaftAxis axis)
    {
        var way = axis.Found ? axis.Direction : (shape.Jaw.Mean - (shape.Border.Count > 0 ? shape.Border.Mean : (2 * shape.Jaw.Mean) - shape.Centre)).Unit();
        var nearest = 0.0;
        foreach (var i in shape.Jaws)
        {
            nearest = Math.Min(nearest, (shape.At(i) - shape.Jaw.Mean).Dot(way));
        }

        return shape.Jaw.Mean + (nearest * way);
    }

    // The end furthest along the axis from the entry; looked at from one and a half widths before it.
    private static JawEnds FarEnd(in RegionShape shape, in ShaftAxis axis)
    {
        var farthest = double.NegativeInfinity;
        foreach (var i in shape.Pixels)
        {
            farthest = Math.Max(farthest, (shape.At(i) - axis.Point).Dot(axis.Direction));
        }

        var back = Math.Max(4 * shape.CellPx, 1.5 * axis.WidthPx);
        return JawEnds.Of(shape, axis.Point + ((farthest - back) * axis.Direction), shape.Pixels, axis.Direction);
    }

    private static double Hypot(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
