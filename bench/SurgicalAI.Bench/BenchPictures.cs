using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Bench;

/// <summary>Pictures and label maps that are as busy as real ones.</summary>
internal static class BenchPictures
{
    /// <summary>Reddish, mottled.</summary>
    public static ImageLease Tissue(ImagePool pool, int widthPx, int heightPx)
    {
        var picture = pool.Rent(widthPx, heightPx, PixelFormat.Bgr8);
        var random = new Random(7);
        for (var i = 0; i < picture.Bytes.Length; i += 3)
        {
            var shade = (int)(20 * Math.Sin(i / 900.0)) + random.Next(16);
            picture.Bytes[i] = (byte)(60 + shade);
            picture.Bytes[i + 1] = (byte)(55 + shade);
            picture.Bytes[i + 2] = (byte)(160 + shade);
        }

        return picture;
    }

    /// <summary>An instrument that enters from the left: shaft, wrist, two jaws, and a needle and target before it.</summary>
    public static ImageLease Labels(ImagePool pool)
    {
        var labels = pool.Rent(320, 192, PixelFormat.Gray8);
        labels.Bytes.Clear();
        for (var x = 0; x < 190; x++)
        {
            var (label, half) = x < 120 ? (SegmentationClass.Shaft, 14) : x < 150 ? (SegmentationClass.Wrist, 11) : (SegmentationClass.Jaw, 8 - ((x - 150) / 8));
            Column(labels, x, 60 + (x / 4), half, label);
        }

        for (var x = 200; x < 260; x++)
        {
            Column(labels, x, 140 - (int)(0.03 * (x - 230) * (x - 230)), 2, SegmentationClass.Needle);
            Column(labels, x - 30, 130, x is > 220 and < 232 ? 5 : 0, SegmentationClass.Target);
        }

        return labels;
    }

    private static void Column(ImageLease labels, int x, int centreY, int half, SegmentationClass label)
    {
        for (var y = centreY - half; y < centreY + half; y++)
        {
            labels.Row(y)[x] = (byte)label;
        }
    }
}
