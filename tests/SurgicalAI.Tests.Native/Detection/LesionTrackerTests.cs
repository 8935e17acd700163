using SurgicalAI.Vision.Detection;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Tests.Native.Detection;

public sealed class LesionTrackerTests
{
    private readonly LesionTracker _tracker = new(new() { Hits = 3, Window = 5, Misses = 4 });

    [Fact]
    public void Next_ThreeHitsOfFive_AppearsThenOutlivesGapsAndEndsAfterFourMisses()
    {
        Assert.Equal([0, 0, 0, 1, 1, 1, 1, 0], Play("x-xx----"));
        Assert.Equal(0, Play("-")[0]);
    }

    [Fact]
    public void Next_SingleFalseAlarms_NeverAppear() => Assert.All(Play("x---x---x--x---x"), shown => Assert.Equal(0, shown));

    [Fact]
    public void Next_AMovingLesion_KeepsItsNumberAndIsFollowed()
    {
        for (var i = 0; i < 30; i++)
        {
            var shown = _tracker.Next([new(new(100 + (6 * i), 80, 40, 30), 0.9)]);
            Assert.Equal(i < 2 ? 0 : 1, shown.Length);
            if (i > 10)
            {
                Assert.Equal(1, shown[0].Id);
                Assert.InRange(shown[0].Box.X, 100 + (6 * i) - 4, 100 + (6 * i) + 4);
            }
        }
    }

    [Fact]
    public void Next_TwoLesions_KeepTheirNumbersWhateverTheOrder()
    {
        var (left, right) = (new ScoredBox(new(10, 10, 50, 50), 0.7), new ScoredBox(new(200, 10, 50, 50), 0.9));
        for (var i = 0; i < 8; i++)
        {
            var shown = i % 2 == 0 ? _tracker.Next([left, right]) : _tracker.Next([right, left]);
            if (i >= 2)
            {
                Assert.Equal([(1, 200), (2, 10)], shown.ToArray().Select(t => (t.Id, (int)t.Box.X)));
            }
        }
    }

    [Fact]
    public void Next_BelowTheOperatingPoint_IsNoDetection()
    {
        var tracker = new LesionTracker(new() { Least = 0.6 });
        Assert.All(Enumerable.Range(0, 6), _ => Assert.Equal(0, tracker.Next([new(new(10, 10, 50, 50), 0.59)]).Length));
    }

    [Fact]
    public void FindAndNext_SecondFrameOn_AllocateNothing()
    {
        var map = new byte[64 * 48];
        map.AsSpan(20 * 64, 640).Fill(200);
        var detector = new LesionDetector();
        _ = _tracker.Next(detector.Find(map, 64, 48, 0.5));
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = _tracker.Next(detector.Find(map, 64, 48, 0.5));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Find_RandomMaps_AsTheRegionsOfTheEvaluation()
    {
        var random = new Random(3);
        var map = new byte[80 * 60];
        for (var trial = 0; trial < 20; trial++)
        {
            Array.Clear(map);
            for (var blob = 0; blob < 4; blob++)
            {
                var (x, y, value) = (random.Next(60), random.Next(50), (byte)random.Next(60, 256));
                for (var i = 0; i < 100; i++)
                {
                    map[((y + (i / 10)) * 80) + x + (i % 10)] = value;
                }
            }

            var expected = LesionRegions.Find(map, 80, 60).Where(r => r.Score >= 0.5).ToArray();
            Assert.Equal(expected, new LesionDetector().Find(map, 80, 60, 0.5).ToArray());
        }
    }

    // 'x' is a frame with the lesion, '-' one without; the answer is how many tracks are shown.
    private int[] Play(string frames) =>
        [.. frames.Select(frame => _tracker.Next(frame == 'x' ? [new(new(100, 80, 40, 30), 0.9)] : []).Length)];
}
