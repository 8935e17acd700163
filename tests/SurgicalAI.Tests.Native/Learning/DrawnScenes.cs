using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Ports;

namespace SurgicalAI.Tests.Native.Learning;

/// <summary>Scenes that need no renderer: coloured discs and bars of all classes on noise.</summary>
internal sealed class DrawnScenes(int widthPx = 320, int heightPx = 192) : ILabelledScenes
{
    private static readonly (byte B, byte G, byte R)[] Colours =
        [(60, 60, 150), (90, 90, 90), (200, 200, 200), (240, 200, 180), (250, 250, 250), (40, 200, 60)];

    public string Name => "drawn";

    public int WidthPx => widthPx;

    public int HeightPx => heightPx;

    public void Render(ulong seed, ImageLease picture, ImageLease labels)
    {
        var random = new Random((int)seed);
        labels.Bytes.Clear();
        for (byte label = 1; label < Colours.Length; label++)
        {
            int x = random.Next(widthPx), y = random.Next(heightPx), size = label == 4 ? 2 : 20;
            for (var py = Math.Max(0, y - 20); py < Math.Min(heightPx, y + 20); py++)
            {
                for (var px = Math.Max(0, x - size); px < Math.Min(widthPx, x + size); px++)
                {
                    labels.Bytes[(py * widthPx) + px] = label;
                }
            }
        }

        for (var i = 0; i < widthPx * heightPx; i++)
        {
            var (b, g, r) = Colours[labels.Bytes[i]];
            picture.Bytes[3 * i] = (byte)(b + random.Next(-8, 6));
            picture.Bytes[(3 * i) + 1] = (byte)(g + random.Next(-8, 6));
            picture.Bytes[(3 * i) + 2] = (byte)(r + random.Next(-8, 6));
        }
    }

    public void Dispose()
    {
    }
}
