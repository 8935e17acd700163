using OpenCvSharp;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Learning.Scenes.Data;

namespace SurgicalAI.Learning.Scenes.Augment;

/// <summary>
/// Draws instruments that no simulator has: tapered rods from the rim inwards, of black plastic, grey steel or chrome that mirrors the
/// tissue around, ending bluntly or in a wrist and one or two jaws. Crude, but of endless variety: what they have in common is what
/// rigid instruments have in common.
/// </summary>
internal static class InstrumentPainter
{
    /// <summary>Draws one instrument over a frame.</summary>
    public static void Apply(SceneFrame frame, Random random)
    {
        var (w, h) = (frame.Picture.Cols, frame.Picture.Rows);
        using var layer = new Mat(h, w, MatType.CV_8UC3, Scalar.All(0));
        using var opacity = new Mat(h, w, MatType.CV_8UC1, Scalar.All(0));
        using var labels = frame.Labels.Clone();
        using var surroundings = new Mat();
        Cv2.Resize(frame.Picture, surroundings, new Size(16, 16), interpolation: InterpolationFlags.Area);
        var brush = new RodBrush(layer, opacity, labels, surroundings);
        Draw(brush, w, h, random);
        using var mask = opacity.Threshold(127, 255, ThresholdTypes.Binary);
        InstrumentPaste.Shade(frame.Picture, mask, random);
        Cv2.GaussianBlur(opacity, opacity, new Size(0, 0), 0.6);
        InstrumentPaste.Blend(layer, opacity, frame.Picture);
        labels.CopyTo(frame.Labels, mask);
        InstrumentPaste.Mark(frame.Lesion, mask);
    }

    private static void Draw(RodBrush brush, int w, int h, Random random)
    {
        var tip = new Point2d(w * Between(random, 0.15, 0.85), h * Between(random, 0.15, 0.85));
        var angle = Between(random, 0, 2 * Math.PI);
        var (dy, dx) = Math.SinCos(angle);
        var reach = 1.2 * (w + h);
        var from = new Point2d(tip.X - (dx * reach), tip.Y - (dy * reach));
        var wide = h * Between(random, 0.025, random.Next(4) == 0 ? 0.2 : 0.11);
        var taper = Between(random, 0.4, 1.1);
        var steel = RodLook.Draw(random);
        var hasWrist = random.NextDouble() < 0.6;
        var wristLength = hasWrist ? wide * Between(random, 0.6, 2.2) : 0;
        // The rod is far longer than the picture: its taper is that of the part in view.
        brush.Rod(from, tip, wide * (1 + (taper * reach / h * 0.3)), wide, SegmentationClass.Shaft, steel, random);
        var at = Along(tip, angle, wristLength);
        var end = random.NextDouble() < 0.5 ? RodLook.Draw(random) : steel;
        if (hasWrist)
        {
            brush.Rod(tip, at, wide * Between(random, 0.7, 1), wide * Between(random, 0.5, 0.9), SegmentationClass.Wrist, end, random);
        }

        DrawJaws(brush, at, angle, wide, end, random);
    }

    private static void DrawJaws(RodBrush brush, Point2d at, double angle, double wide, RodLook look, Random random)
    {
        var count = random.Next(8) switch { 0 => 0, 1 or 2 => 1, _ => 2 };
        var opening = Between(random, 0, 0.7);
        var length = wide * Between(random, 1.2, 5);
        var lean = Between(random, -0.5, 0.5);
        for (var i = 0; i < count; i++)
        {
            var turn = angle + lean + (count == 2 ? (i == 0 ? opening : -opening) / 2 : 0);
            brush.Rod(at, Along(at, turn, length), wide * Between(random, 0.4, 0.75), wide * Between(random, 0.15, 0.5), SegmentationClass.Jaw, look, random);
        }
    }

    private static Point2d Along(Point2d from, double angle, double length) => new(from.X + (Math.Cos(angle) * length), from.Y + (Math.Sin(angle) * length));

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
