using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Vision.Tracking;

namespace SurgicalAI.Tests.Vision.Tracking;

public sealed class TipStereoTests
{
    private const int Width = 320;
    private const int Height = 256;
    private const double Ground = 120;
    private static readonly StereoCamera s_camera = new(CameraIntrinsics.FromHorizontalFov(Width, Height, 1.05), 0.006, 30);

    [Theory]
    [InlineData(12.3, 0)]
    [InlineData(20.6, 0.04)]
    [InlineData(27.9, -0.04)]
    [InlineData(24.2, -0.12)]
    public void Match_TexturedTool_DisparityToAFractionOfAPixel(double disparityPx, double slope)
    {
        using var pair = new Pair(disparityPx, slope);
        var depth = pair.Match(new(new(s_camera)));
        Assert.True(depth.Found);
        Assert.True(Math.Abs(depth.DisparityPx - disparityPx) < 0.3, $"{depth} {pair.Seen}");
        Assert.InRange(depth.SdPx, 0, 1);
        Assert.InRange(depth.Slope - slope, -0.03, 0.03);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void Match_GroundOfStripesAtAnotherDepth_DisparityOfTheTool(double behindPx)
    {
        using var pair = new Pair(20.6, -0.04, new(60, behindPx));
        var depth = pair.Match(new(new(s_camera)));
        Assert.True(depth.Found);
        Assert.True(Math.Abs(depth.DisparityPx - 20.6) < 0.5, $"{depth}");
    }

    [Fact]
    public void Match_NothingInTheOtherEye_NotFound()
    {
        using var pair = new Pair(20, 0);
        Array.Fill(pair.Right, (byte)90);
        Assert.False(pair.Match(new(new(s_camera))).Found);
    }

    [Fact]
    public void Match_AgainAndAgain_AllocatesNothing()
    {
        using var pair = new Pair(20, 0);
        var stereo = new TipStereo(new(s_camera));
        _ = pair.Match(stereo);
        Assert.Equal(0, AllocationMeter.Least(() => _ = pair.Match(stereo)));
    }

    [Fact]
    public void PointAt_AndBack_TheSamePoint()
    {
        var rig = new StereoRig(s_camera, new(-0.16, 0.03, 0.0004, -0.0003, 0));
        var p = new Vec3(0.011, -0.017, 0.083);
        Assert.True(rig.TryProject(p, out var ideal, out var disparity));
        Assert.InRange((rig.PointAt(ideal, disparity) - p).Length, 0, 1e-12);
        var seen = rig.Seen(ideal);
        Assert.InRange((rig.Ideal(seen) - ideal).Length, 0, 1e-3);
        Assert.True((seen - ideal).Length > 0.5);
    }

    [Fact]
    public void TryProject_BehindTheLens_False() => Assert.False(new StereoRig(s_camera).TryProject(new(0, 0, -0.1), out _, out _));

    // Upright stripes of the ground, as shadows are, and how much smaller their disparity is than the tool's.
    private readonly record struct Stripes(double Levels, double BehindPx)
    {
        public double At(double x) => Ground + (Levels * Math.Sin(0.35 * x));
    }

    // A tool with a smooth pattern, displaced in the right eye by a plane of disparities about its tip.
    private sealed class Pair : IDisposable
    {
        private readonly ToolFinder _left = new();
        private readonly ToolFinder _right = new();
        private readonly byte[] _leftPicture = new byte[3 * Width * Height];

        public Pair(double disparityPx, double slope, Stripes stripes = default)
        {
            var drawn = new DrawnTools(Width, Height);
            var (tip, _) = drawn.Tool(new(150, 120), 0.3, 0, 0);
            var moved = new byte[Width * Height];
            var way = DrawnTools.Way(0.3);
            for (var i = 0; i < moved.Length; i++)
            {
                // Where the right eye's pixel is in the left one: x = x' + d(x), d linear along the jaws.
                var (x, y) = (i % Width, i / Width);
                var s = ((x + disparityPx - tip.XPx) * way.XPx) + ((y - tip.YPx) * way.YPx);
                var d = (disparityPx + (slope * ((y - tip.YPx) * way.YPx)) + (slope * (x - tip.XPx) * way.XPx)) / (1 - (slope * way.XPx));
                var (from, label) = (x + d, Label(drawn, x + d, y));
                moved[i] = s > -200 ? label : (byte)0;
                Paint(Right, i, label > 0 ? Pattern(from, y) : stripes.At(x + disparityPx - stripes.BehindPx));
                Paint(_leftPicture, i, drawn.Map[i] > 0 ? Pattern(x, y) : stripes.At(x));
            }

            _ = drawn.Find(_left);
            _ = _right.Find(moved, Width, Height, DrawnTools.Parts, Width, Height);
        }

        public SeenTool Seen => _left.Tools[0];

        public byte[] Right { get; } = new byte[3 * Width * Height];

        public TipDepth Match(TipStereo stereo) =>
            stereo.Match(new(_leftPicture, Width, Height, _left), new(Right, Width, Height, _right), _left.Tools[0], 0);

        public void Dispose() => Array.Clear(Right);

        private static byte Label(DrawnTools drawn, double x, int y) => Math.Round(x) is >= 0 and < Width and var column ? drawn.Map[(y * Width) + (int)column] : (byte)0;

        private static double Pattern(double x, double y) => 130 + (30 * Math.Sin(0.5 * x)) + (25 * Math.Sin((0.31 * x) + (0.4 * y)));

        private static void Paint(byte[] picture, int pixel, double level) => picture.AsSpan(3 * pixel, 3).Fill((byte)Math.Round(level));
    }
}
