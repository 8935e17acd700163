using OpenCvSharp;
using SurgicalAI.Vision.Evaluation;
using SurgicalAI.Vision.Quality;

namespace SurgicalAI.Tests.Native.Quality;

public sealed class ContentDetectorTests
{
    [Fact]
    public void Find_DaVinciFrame_IsTheRectangleToThePixel()
    {
        using var frame = Black(1920, 1080);
        Fill(frame, new(320, 28, 1280, 1024));
        Assert.Equal(ContentArea.Rectangle(320, 28, 1600, 1052), Find(frame));
    }

    [Theory]
    [InlineData(854, 480, 430, 240, 320)]
    [InlineData(854, 480, 430, 240, 200)]
    [InlineData(1280, 1024, 640, 500, 600)]
    public void Find_RoundField_IsTheCircleWithinAFewPixels(int width, int height, int x, int y, int radius)
    {
        using var frame = Round(width, height, x, y, radius);
        var area = Find(frame);
        Assert.Equal(ContentShape.Circle, area.Shape);
        Assert.InRange(area.CentreXPx, x - 4, x + 4);
        Assert.InRange(area.CentreYPx, y - 6, y + 6);
        Assert.InRange(area.RadiusPx, radius - 6, radius + 6);
        Assert.True(area is { X: >= 0, Y: >= 0 } && area.X + area.WidthPx <= width && area.Y + area.HeightPx <= height);
    }

    [Fact]
    public void Find_CaptionsAndADarkCorner_StillTheCircle()
    {
        using var frame = Round(854, 480, 430, 240, 320);
        frame.PutText("Actual gas flow 6 l/min", new(10, 450), HersheyFonts.HersheySimplex, 0.35, Scalar.White);
        frame.PutText("Patient pressure 12 mmHg", new(10, 470), HersheyFonts.HersheySimplex, 0.35, Scalar.White);
        frame.Rectangle(new Rect(110, 330, 260, 150), Scalar.All(3), -1);
        var area = Find(frame);
        Assert.Equal(ContentShape.Circle, area.Shape);
        Assert.InRange(area.RadiusPx, 314, 326);
    }

    [Fact]
    public void Find_NoBordersOrNoPicture_IsTheWholeFrame()
    {
        using var full = Black(640, 480);
        Fill(full, new(0, 0, 640, 480));
        full.Rectangle(new Rect(0, 300, 300, 180), Scalar.Black, -1);
        Assert.Equal(ContentArea.Whole(640, 480), Find(full));
        using var black = Black(640, 480);
        Assert.Equal(ContentArea.Whole(640, 480), Find(black));
        using var tiny = Black(3, 2);
        Assert.Equal(ContentArea.Whole(3, 2), Find(tiny));
    }

    [Fact]
    public void Find_AnInstrumentReachingOutOfTheDark_IsNoField()
    {
        using var frame = Black(640, 480);
        frame.Line(0, 0, 320, 240, Scalar.All(180), 60);
        Assert.Equal(ContentShape.Whole, Find(frame).Shape);
    }

    [Theory]
    [InlineData(512, 410, 148, 0)]
    [InlineData(1280, 720, 400, 30)]
    public void Find_ProcessorsScreenWithMenus_IsThePicturesBox(int width, int height, int left, int border)
    {
        using var frame = Screen(width, height, left, border);
        var area = Find(frame);
        Assert.Equal(ContentShape.Rectangle, area.Shape);

        // The cut corners leave the outermost columns shorter than the picture is high: a side is found to within two columns of the grid.
        var slack = (2 * width / 160) + 1;
        Assert.InRange(area.X, left - slack, left + slack);
        Assert.InRange(area.X + area.WidthPx, width - border - slack, width - border + 1);
        Assert.True(area.HeightPx >= 0.95 * height);
    }

    [Fact]
    public void Find_TissueThatSinksIntoShadow_IsTheWholeFrame()
    {
        using var frame = Black(512, 410);
        Fill(frame, new(0, 0, 512, 410));
        Cv2.FillConvexPoly(frame, [new(0, 0), new(330, 0), new(60, 410), new(0, 410)], Scalar.All(5));
        Assert.Equal(ContentShape.Whole, Find(frame).Shape);
    }

    [Fact]
    public void Find_SameFrameAgain_AllocatesNothing()
    {
        using var frame = Round(854, 480, 430, 240, 320);
        var meter = new QualityMeter();
        using var screen = Screen(512, 410, 148, 0);
        _ = Measure(meter, frame);
        _ = Measure(meter, screen);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Measure(meter, frame);
        _ = Measure(meter, screen);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Next_OneOddFrame_KeepsTheField_FiveChangeIt()
    {
        var (tracker, circle, whole) = (new ContentTracker(), ContentArea.Rectangle(100, 0, 700, 480), ContentArea.Whole(854, 480));
        Assert.Equal(circle, tracker.Next(circle, 854));
        Assert.Equal(circle, tracker.Next(ContentArea.Rectangle(103, 1, 702, 480), 854));
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(circle, tracker.Next(whole, 854)));
        Assert.Equal(whole, tracker.Next(whole, 854));
    }

    internal static FrameQuality Measure(QualityMeter meter, Mat frame) =>
        meter.Measure(FrameReader.Bytes(frame), frame.Width, frame.Height);

    private static ContentArea Find(Mat frame) =>
        new ContentDetector().Find(FrameReader.Bytes(frame), frame.Width, frame.Height);

    private static Mat Black(int width, int height) => new(height, width, MatType.CV_8UC3, Scalar.All(4));

    private static Mat Round(int width, int height, int x, int y, int radius)
    {
        var frame = Black(width, height);
        using var mask = new Mat(height, width, MatType.CV_8UC1, Scalar.Black);
        mask.Circle(x, y, radius, Scalar.White, -1);
        using var tissue = Black(width, height);
        Fill(tissue, new(0, 0, width, height));
        tissue.CopyTo(frame, mask);
        return frame;
    }

    // A colonoscope's: corners cut off, at the left a panel with the instrument's shape, above it a small second picture, and the time.
    private static Mat Screen(int width, int height, int left, int border)
    {
        var frame = Black(width, height);
        var (right, corner) = (width - border, height / 5);
        using var mask = new Mat(height, width, MatType.CV_8UC1, Scalar.Black);
        mask.FillConvexPoly(
            [new(left + corner, 0), new(right - corner, 0), new(right, corner), new(right, height - corner), new(right - corner, height), new(left + corner, height), new(left, height - corner), new(left, corner)],
            Scalar.White);
        using var tissue = Black(width, height);
        Fill(tissue, new(0, 0, width, height));
        tissue.CopyTo(frame, mask);
        frame.Rectangle(new Rect(0, 2 * height / 3, left - 2, height / 3), new Scalar(140, 180, 50), -1);
        Fill(frame, new(left / 3, height / 10, left / 3, height / 6));
        frame.PutText("00:12:53", new(5, height / 2), HersheyFonts.HersheySimplex, 0.3, Scalar.White);
        return frame;
    }

    // Reddish clouds.
    private static void Fill(Mat frame, Rect where)
    {
        using var coarse = new Mat(9, 9, MatType.CV_8UC3);
        new RNG(5).Fill(coarse, DistributionType.Uniform, new Scalar(40, 50, 120), new Scalar(80, 90, 220));
        using var area = frame[where];
        Cv2.Resize(coarse, area, area.Size(), interpolation: InterpolationFlags.Linear);
    }
}
