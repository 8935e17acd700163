using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Tests.Skills;

/// <summary>Draws label maps for tests.</summary>
internal static class LabelMap
{
    public const int WidthPx = 320;
    public const int HeightPx = 192;

    public static ToolState SomeTool => new(1, new(Rotation.AboutY(0.3), new(0.01, -0.02, 0.12)), 0.4);

    public static ImageLease Empty()
    {
        var map = ImagePool.Shared.Rent(WidthPx, HeightPx, PixelFormat.Gray8);
        map.Bytes.Clear();
        return map;
    }

    public static ImageLease Disc(this ImageLease map, SegmentationClass label, double x, double y, double radiusPx)
    {
        for (var v = 0; v < map.HeightPx; v++)
        {
            for (var u = 0; u < map.WidthPx; u++)
            {
                if (((u - x) * (u - x)) + ((v - y) * (v - y)) <= radiusPx * radiusPx)
                {
                    map.Row(v)[u] = (byte)label;
                }
            }
        }

        return map;
    }

    public static ImageLease Box(this ImageLease map, SegmentationClass label, int x0, int y0, int x1, int y1)
    {
        for (var v = y0; v <= y1; v++)
        {
            map.Row(v)[x0..(x1 + 1)].Fill((byte)label);
        }

        return map;
    }

    public static ImageLease Speck(this ImageLease map, SegmentationClass label, int x, int y)
    {
        map.Row(y)[x] = (byte)label;
        return map;
    }
}
