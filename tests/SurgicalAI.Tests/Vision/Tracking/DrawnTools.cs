using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.Tests.Vision.Tracking;

/// <summary>Label maps with instruments of known geometry: a straight shaft, a wrist, two jaws that open by an angle.</summary>
internal sealed class DrawnTools(int widthPx, int heightPx)
{
    public const byte Shaft = 1;
    public const byte Wrist = 2;
    public const byte Jaw = 3;
    public const double JawLengthPx = 44;
    public const double ShaftHalfPx = 13;
    public const double WristLengthPx = 24;

    public static ToolParts Parts { get; } = new(LabelSet.Of("background", "shaft", "wrist", "jaw"));

    public byte[] Map { get; } = new byte[widthPx * heightPx];

    public int WidthPx => widthPx;

    public int HeightPx => heightPx;

    /// <summary>Draws a tool whose shaft ends at a point.</summary>
    /// <param name="end">Where the wrist begins.</param>
    /// <param name="axisRad">Direction of the shaft, towards the tip.</param>
    /// <param name="bendRad">Turn of the jaws against the shaft.</param>
    /// <param name="openRad">Angle between the jaws.</param>
    /// <returns>Ends of the jaws.</returns>
    public (ImagePoint First, ImagePoint Second) Tool(ImagePoint end, double axisRad, double bendRad, double openRad)
    {
        var (axis, jaws) = (Way(axisRad), axisRad + bendRad);
        var hinge = end + (WristLengthPx * Way(axisRad + (bendRad / 2)));
        Rod(end + (-600 * axis), end, ShaftHalfPx, ShaftHalfPx, Shaft);
        Rod(end, hinge, 11, 9, Wrist);
        var (first, second) = (hinge + (JawLengthPx * Way(jaws - (openRad / 2))), hinge + (JawLengthPx * Way(jaws + (openRad / 2))));
        Rod(hinge, first, 5, 3, Jaw);
        Rod(hinge, second, 5, 3, Jaw);
        return (first, second);
    }

    /// <summary>Fills a strip between two points.</summary>
    public void Rod(ImagePoint from, ImagePoint to, double halfFrom, double halfTo, byte label)
    {
        var (way, length) = ((to - from).Unit(), (to - from).Length);
        for (var i = 0; i < Map.Length; i++)
        {
            var p = new ImagePoint(i % widthPx, i / widthPx) - from;
            var (along, across) = (p.Dot(way), (p.XPx * -way.YPx) + (p.YPx * way.XPx));
            if (along >= 0 && along <= length && Math.Abs(across) <= halfFrom + ((halfTo - halfFrom) * along / length))
            {
                Map[i] = label;
            }
        }
    }

    public ReadOnlySpan<SeenTool> Find(ToolFinder finder) => finder.Find(Map, widthPx, heightPx, Parts, widthPx, heightPx);

    public static ImagePoint Way(double angleRad) => new(Math.Cos(angleRad), Math.Sin(angleRad));
}
