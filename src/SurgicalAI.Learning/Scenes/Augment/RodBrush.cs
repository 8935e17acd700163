using OpenCvSharp;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Learning.Scenes.Augment;

/// <summary>Draws round rods, seen from the side, into a layer.</summary>
/// <param name="layer">Colours, written.</param>
/// <param name="opacity">Opacity, written.</param>
/// <param name="labels">Labels, written.</param>
/// <param name="surroundings">Small picture of what stands around, for mirrors.</param>
internal sealed class RodBrush(Mat layer, Mat opacity, Mat labels, Mat surroundings)
{
    /// <summary>Draws a rod between two points.</summary>
    /// <param name="a">Beginning, pixels; may lie outside.</param>
    /// <param name="b">End, pixels.</param>
    /// <param name="halfA">Half width at the beginning, pixels.</param>
    /// <param name="halfB">Half width at the end, pixels.</param>
    /// <param name="part">Its label.</param>
    /// <param name="look">Material.</param>
    /// <param name="random">For marks along it.</param>
    public void Rod(Point2d a, Point2d b, double halfA, double halfB, SegmentationClass part, in RodLook look, Random random)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        (dx, dy) = (dx / length, dy / length);
        var half = Math.Max(halfA, halfB) + 1;
        var (top, bottom) = Range(a.Y, b.Y, half, layer.Rows);
        var (left, right) = Range(a.X, b.X, half, layer.Cols);
        var profile = Profile(look, random);
        var falloff = (random.NextDouble() - 0.3) * 0.6;
        var colours = layer.AsSpan<Vec3b>();
        var shares = opacity.AsSpan<byte>();
        var parts = labels.AsSpan<byte>();
        var around = surroundings.AsSpan<Vec3b>();
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var along = ((x - a.X) * dx) + ((y - a.Y) * dy);
                var across = ((y - a.Y) * dx) - ((x - a.X) * dy);
                var t = along / length;
                var width = halfA + ((halfB - halfA) * t);
                if (t >= 0 && t <= 1 && Math.Abs(across) < width)
                {
                    var fade = 1 + (falloff * (y - (layer.Rows / 2.0)) / layer.Rows);
                    var to = (y * layer.Cols) + x;
                    var grey = profile[(int)(((across / width) + 1) * 31.99)] * fade;
                    colours[to] = Colour(grey, around[(y * 16 / layer.Rows * 16) + (x * 16 / layer.Cols)], look);
                    (shares[to], parts[to]) = (255, (byte)part);
                }
            }
        }
    }

    private static Vec3b Colour(double grey, Vec3b around, in RodLook look) => new(
        Mirrored(grey * look.Tint.B, around.Item0, look), Mirrored(grey * look.Tint.G, around.Item1, look), Mirrored(grey * look.Tint.R, around.Item2, look));

    private static byte Mirrored(double grey, double around, in RodLook look) =>
        (byte)Math.Clamp((grey * (1 - look.Mirror)) + (look.Mirror * around * grey / 110), 0, 255);

    // Grey level across the rod, from one edge to the other.
    private static double[] Profile(in RodLook look, Random random)
    {
        var profile = new double[64];
        var stripes = 2 + (5 * random.NextDouble());
        for (var i = 0; i < profile.Length; i++)
        {
            var s = ((i + 0.5) / 32) - 1;
            var depth = Math.Sqrt(Math.Max(0, 1 - (s * s)));
            var lit = 0.35 + (0.65 * Math.Max(0, (depth * Math.Sqrt(1 - (look.LightAt * look.LightAt))) + (s * look.LightAt)));
            var stripe = 1 + (look.Stripes * Math.Sin((stripes * Math.Asin(s) * 2) + look.StripePhase));
            var gloss = look.Gloss * Math.Exp(-(s - look.LightAt) * (s - look.LightAt) / (2 * look.GlossWidth * look.GlossWidth));
            profile[i] = (look.Base * lit * stripe) + gloss;
        }

        return profile;
    }

    private static (int From, int To) Range(double a, double b, double margin, int size) => (
        Math.Clamp((int)(Math.Min(a, b) - margin), 0, size), Math.Clamp((int)(Math.Max(a, b) + margin) + 2, 0, size));
}
