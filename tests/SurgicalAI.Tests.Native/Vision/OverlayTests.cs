using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Messages;
using SurgicalAI.Vision.Overlay;

namespace SurgicalAI.Tests.Native.Vision;

public sealed class OverlayTests
{
    private static readonly CameraIntrinsics _camera = CameraIntrinsics.FromHorizontalFov(640, 360, 60 * Si.Deg);

    // A tool that looks away from the lens: jaws along the optical axis.
    private static readonly Rotation _ahead = Rotation.Identity;

    [Theory]
    [InlineData(SegmentationClass.Background)]
    [InlineData(SegmentationClass.Jaw)]
    public void Outlines_OneClassEverywhere_ChangesNothing(SegmentationClass label)
    {
        using var canvas = new Page();
        canvas.Labels.Bytes.Fill((byte)label);
        canvas.Painter.Outlines(canvas.Picture, canvas.Labels);
        Assert.Empty(canvas.Changed());
    }

    [Theory]
    [InlineData(640, 360)]
    [InlineData(1280, 720)]
    [InlineData(1920, 1080)]
    [InlineData(320, 192)]
    [InlineData(300, 170)]
    public void Outlines_Rectangle_ChangesOnlyPixelsNearItsEdge(int width, int height)
    {
        using var canvas = new Page(width, height);
        for (var y = 60; y < 120; y++)
        {
            canvas.Labels.Row(y)[100..200].Fill((byte)SegmentationClass.Shaft);
        }

        canvas.Painter.Outlines(canvas.Picture, canvas.Labels);
        var (sx, sy) = (width / 320.0, height / 192.0);
        var ring = canvas.Changed().ToHashSet();
        foreach (var (x, y) in ring)
        {
            var (lx, ly) = ((x + 0.5) / sx, (y + 0.5) / sy);
            var outside = Math.Max(Math.Max(100 - lx, lx - 200), Math.Max(60 - ly, ly - 120));
            Assert.True(Math.Abs(outside) * Math.Min(sx, sy) < 2.5, $"({x}, {y}) is {outside} labels from the edge");
        }

        // The ring is closed: every row through the rectangle is touched on both sides.
        var rows = ring.ToLookup(p => (p.Y, p.X < 150 * sx));
        for (var y = (int)(62 * sy); y < (int)(118 * sy); y++)
        {
            Assert.NotEmpty(rows[(y, true)]);
            Assert.NotEmpty(rows[(y, false)]);
        }
    }

    [Fact]
    public void Outlines_UnknownLabel_IsNotDrawn()
    {
        using var canvas = new Page();
        canvas.Labels.Row(50)[40..60].Fill(200);
        canvas.Painter.Outlines(canvas.Picture, canvas.Labels);
        Assert.Empty(canvas.Changed());
    }

    [Fact]
    public void Outlines_RandomMapsAndSizes_StayInsideThePicture()
    {
        var random = new Random(7);
        for (var i = 0; i < 8; i++)
        {
            using var canvas = new Page(random.Next(2, 700), random.Next(2, 500));
            foreach (ref var label in canvas.Labels.Bytes)
            {
                label = (byte)random.Next(0, 8);
            }

            canvas.Painter.Outlines(canvas.Picture, canvas.Labels);
        }
    }

    [Fact]
    public void Motion_PointsLeftAndUpInTheEndoscopesFrame_AppearLeftAndUpInThePicture()
    {
        using var canvas = new Page();
        canvas.Painter.Motion(canvas.Picture, Way(new(0.02, 0.01, 0.1), new(0.03, 0.015, 0.1)), _camera);
        var drawn = canvas.Changed().ToList();
        Assert.NotEmpty(drawn);
        Assert.True(drawn.Average(p => p.X) < 320 && drawn.Average(p => p.Y) < 180);
    }

    [Fact]
    public void Motion_WayOfTheTip_PassesThroughItsProjection()
    {
        using var canvas = new Page();
        canvas.Painter.Motion(canvas.Picture, Way(new(0.01, 0.002, 0.09), new(0.02, 0.002, 0.09)), _camera);
        foreach (var xM in (double[])[0.011, 0.015, 0.019])
        {
            // The tip lies 10.2 mm further along the tool's Z; camera axes: x right, y down.
            var depthM = 0.09 + 0.0102;
            var (x, y) = (_camera.CxPx - (_camera.FxPx * xM / depthM), _camera.CyPx - (_camera.FyPx * 0.002 / depthM));
            Assert.Contains(canvas.Changed(), p => Math.Abs(p.X - x) < 1.5 && Math.Abs(p.Y - y) < 1.5);
        }
    }

    [Fact]
    public void Motion_RightEye_IsShiftedByTheDisparity()
    {
        var options = new OverlayOptions { GhostShaftM = 0 };
        using var left = new Page(options: options);
        using var right = new Page(options: options);
        var way = Way(new(0.01, 0, 0.09), new(0.011, 0, 0.09));
        left.Painter.Motion(left.Picture, way, _camera);
        right.Painter.Motion(right.Picture, way, _camera, 6 * Si.Mm);
        var shiftPx = left.Changed().Average(p => p.X) - right.Changed().Average(p => p.X);
        Assert.InRange(shiftPx, _camera.FxPx * 0.006 / 0.115, _camera.FxPx * 0.006 / 0.075);
    }

    [Fact]
    public void Motion_BehindTheLensOrNotFinite_DrawsNothing()
    {
        using var canvas = new Page();
        canvas.Painter.Motion(canvas.Picture, Way(new(0, 0, -0.1), new(0, 0, -0.2)), _camera);
        canvas.Painter.Motion(canvas.Picture, Way(new(double.NaN, 0, 0.1), new(0, double.PositiveInfinity, 0.1)), _camera);
        canvas.Painter.Motion(canvas.Picture, [], _camera);
        Assert.Empty(canvas.Changed());
    }

    [Fact]
    public void Motion_RandomPoses_StayInsideThePicture()
    {
        var random = new Random(11);
        using var canvas = new Page(random.Next(16, 200), random.Next(16, 200));
        for (var i = 0; i < 2000; i++)
        {
            double Any(double scale) => scale * ((2 * random.NextDouble()) - 1);
            var pose = new Pose<EcmFrame, ToolFrame>(
                Rotation.FromRotationVector(new(Any(3), Any(3), Any(3))), new(Any(0.3), Any(0.3), Any(0.2)));
            canvas.Painter.Motion(canvas.Picture, [new(0, pose, Any(1)), new(1, pose, Any(1))], _camera);
        }
    }

    [Fact]
    public void Paint_AfterWarmUp_AllocatesNothing()
    {
        using var canvas = new Page();
        canvas.Labels.Row(50)[40..60].Fill(2);
        var way = Way(new(0.01, 0.002, 0.09), new(0.02, 0.002, 0.09));
        Paint();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            Paint();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        void Paint()
        {
            canvas.Painter.Outlines(canvas.Picture, canvas.Labels);
            canvas.Painter.Motion(canvas.Picture, way, _camera);
        }
    }

    [Fact]
    public void Status_Text_IsDrawnInTheLowerLeft()
    {
        using var canvas = new Page();
        canvas.Painter.Status(canvas.Picture, "suggest 12 ms");
        Assert.NotEmpty(canvas.Changed());
        Assert.All(canvas.Changed(), p => Assert.True(p.X < 320 && p.Y > 320));
    }

    /// <summary>
    /// Full protanopia, deuteranopia and tritanopia after Machado, Oliveira and Fernandes (2009), on linear RGB; distance
    /// in CIE Lab, where about 2.3 is just noticeable.
    /// </summary>
    [Fact]
    public void Palette_ForEveryKindOfSight_StaysDistinct()
    {
        double[][] sights =
        [
            [1, 0, 0, 0, 1, 0, 0, 0, 1],
            [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
            [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
            [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
        ];
        var inks = new OverlayOptions().Outlines.Skip(1).ToList();
        foreach (var sight in sights)
        {
            var seen = inks.Select(ink => Lab(ink, sight)).ToList();
            for (var i = 0; i < seen.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    Assert.True((seen[i] - seen[j]).Length > 15, $"classes {j + 1} and {i + 1}: {(seen[i] - seen[j]).Length:0.0}");
                }
            }
        }
    }

    private static List<Waypoint> Way(Vec3 from, Vec3 to) =>
        [new(0, new(_ahead, from), 0.5), new(1, new(_ahead, (from + to) / 2), 0.5), new(2, new(_ahead, to), 0.5)];

    private static Vec3 Lab(Ink ink, double[] m)
    {
        static double Linear(byte v) => v / 255.0 <= 0.04045 ? v / 255.0 / 12.92 : Math.Pow(((v / 255.0) + 0.055) / 1.055, 2.4);
        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);
        var (r0, g0, b0) = (Linear(ink.Red), Linear(ink.Green), Linear(ink.Blue));
        var r = Math.Clamp((m[0] * r0) + (m[1] * g0) + (m[2] * b0), 0, 1);
        var g = Math.Clamp((m[3] * r0) + (m[4] * g0) + (m[5] * b0), 0, 1);
        var b = Math.Clamp((m[6] * r0) + (m[7] * g0) + (m[8] * b0), 0, 1);
        var x = F(((0.4124 * r) + (0.3576 * g) + (0.1805 * b)) / 0.9505);
        var y = F((0.2126 * r) + (0.7152 * g) + (0.0722 * b));
        var z = F(((0.0193 * r) + (0.1192 * g) + (0.9505 * b)) / 1.089);
        return new((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    /// <summary>A grey picture, an empty label map and a painter.</summary>
    private sealed class Page : IDisposable
    {
        private readonly ImagePool _pool = new();

        public Page(int width = 640, int height = 360, OverlayOptions? options = null)
        {
            Painter = new(options ?? new());
            Picture = _pool.Rent(width, height, PixelFormat.Bgr8);
            Picture.Bytes.Fill(77);
            Labels = _pool.Rent(320, 192, PixelFormat.Gray8);
            Labels.Bytes.Clear();
        }

        public ImageLease Picture { get; }

        public ImageLease Labels { get; }

        public OverlayPainter Painter { get; }

        public IEnumerable<(int X, int Y)> Changed()
        {
            for (var i = 0; i < Picture.WidthPx * Picture.HeightPx; i++)
            {
                if (Picture.Bytes.Slice(3 * i, 3).IndexOfAnyExcept((byte)77) >= 0)
                {
                    yield return (i % Picture.WidthPx, i / Picture.WidthPx);
                }
            }
        }

        public void Dispose()
        {
            Painter.Dispose();
            Picture.Dispose();
            Labels.Dispose();
            _pool.Dispose();
        }
    }
}
