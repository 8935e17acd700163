using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Learning.Scenes.Data;

namespace SurgicalAI.Learning.Scenes.Augment;

/// <summary>
/// Cuts instruments (and needles and threads) out of one frame, rendered or outlined by hand, and lays them over another: real tissue,
/// true labels where it counts. The steel is lit anew before, so that it does not betray where it comes from. Source for outlined frames:
/// G. Ghiasi et al., "Simple copy-paste is a strong data augmentation method for instance segmentation", CVPR 2021.
/// </summary>
/// <param name="meanings">Which values of a frame's labels say instrument.</param>
internal sealed class InstrumentPaste(PixelMeanings meanings)
{
    private readonly byte[] _table = MakeTable(meanings);

    /// <summary>Whether a frame shows anything to cut out.</summary>
    public bool HasAny(SceneFrame frame)
    {
        using var mask = frame.Labels.LUT(_table);
        return Cv2.CountNonZero(mask) > 0;
    }

    /// <summary>Lays the instruments of one frame over another.</summary>
    /// <param name="from">Frame with instruments; nothing happens when it shows none.</param>
    /// <param name="to">Changed: picture, labels, lesion.</param>
    /// <param name="random">Generator.</param>
    public void Apply(SceneFrame from, SceneFrame to, Random random)
    {
        using var mask = from.Labels.LUT(_table);
        if (Cv2.CountNonZero(mask) == 0)
        {
            return;
        }

        using var lit = from.Picture.Clone();
        Photometry.Recolour(lit, random);
        using var soft = new Mat();
        Cv2.GaussianBlur(mask, soft, new Size(0, 0), 0.5 + (0.5 * random.NextDouble()));
        Shade(to.Picture, mask, random);
        Blend(lit, soft, to.Picture);
        from.Labels.CopyTo(to.Labels, mask);
        Mark(to.Lesion, mask);
    }

    /// <summary>What an instrument covers is no lesion, where lesions are known at all.</summary>
    public static void Mark(Mat lesion, Mat mask)
    {
        if (lesion.At<byte>(0, 0) != SceneFrame.LesionUnknown)
        {
            lesion.SetTo(new Scalar(0), mask);
        }
    }

    /// <summary>A soft shadow of the instrument on what lies behind it.</summary>
    public static void Shade(Mat picture, Mat mask, Random random)
    {
        if (random.Next(2) == 0)
        {
            return;
        }

        using var shadow = new Mat();
        using var shift = Mat.FromPixelData(2, 3, MatType.CV_64FC1, new double[] { 1, 0, random.Next(-12, 13), 0, 1, random.Next(-8, 13) });
        Cv2.WarpAffine(mask, shadow, shift, mask.Size());
        Cv2.GaussianBlur(shadow, shadow, new Size(0, 0), 2 + (4 * random.NextDouble()));
        using var dark = new Mat();
        Cv2.CvtColor(shadow, dark, ColorConversionCodes.GRAY2BGR);
        Cv2.Multiply(picture, dark, dark, (0.2 + (0.4 * random.NextDouble())) / 255);
        Cv2.Subtract(picture, dark, picture);
    }

    /// <summary>Mixes a layer into a picture by an opacity of 0 to 255.</summary>
    public static void Blend(Mat layer, Mat opacity, Mat picture)
    {
        var above = layer.AsSpan<Vec3b>();
        var share = opacity.AsSpan<byte>();
        var below = picture.AsSpan<Vec3b>();
        for (var i = 0; i < below.Length; i++)
        {
            int a = share[i];
            if (a > 0)
            {
                var (x, y) = (above[i], below[i]);
                below[i] = new(Mix(x.Item0, y.Item0, a), Mix(x.Item1, y.Item1, a), Mix(x.Item2, y.Item2, a));
            }
        }
    }

    private static byte Mix(int above, int below, int a) => (byte)(((above * a) + (below * (255 - a)) + 127) / 255);

    private static byte[] MakeTable(PixelMeanings meanings)
    {
        var table = new byte[256];
        for (var value = 0; value < table.Length; value++)
        {
            table[value] = meanings.IsInstrument((byte)value) == true ? (byte)255 : (byte)0;
        }

        (table[(int)SegmentationClass.Needle], table[(int)SegmentationClass.Thread]) = (255, 255);
        return table;
    }
}
