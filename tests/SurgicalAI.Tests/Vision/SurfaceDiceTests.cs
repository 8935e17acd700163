using CsCheck;
using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Tests.Vision;

public sealed class SurfaceDiceTests
{
    [Fact]
    public void Measure_GoldenPictures_AsScipysDistanceTransform() => Assert.All(GoldenMetrics.Load().Surfaces, golden =>
    {
        var pictures = new GoldenPictures(golden.Seed);
        var (truth, predicted) = (pictures.Draw(golden.Width, golden.Height, 4), pictures.Draw(golden.Width, golden.Height, 4));
        var counts = new SurfaceDice(golden.Tau).Measure(truth, predicted, golden.Width, golden.Height);
        Assert.Equal((golden.Near, golden.All), (counts.Near, counts.All));
    });

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    public void Measure_TwoPixelsThreeApart_NearFromThatToleranceOn(double tau, double nsd) =>
        Assert.Equal(nsd, new SurfaceDice(tau).Measure([1, 0, 0, 0, 0], [0, 0, 0, 1, 0], 5, 1).Nsd);

    [Fact]
    public void Measure_FilledSquare_BoundaryIsItsRim()
    {
        var square = new byte[49];
        for (var y = 1; y < 6; y++)
        {
            square.AsSpan((y * 7) + 1, 5).Fill(1);
        }

        Assert.Equal(new BoundaryCounts(32, 32), new SurfaceDice(0).Measure(square, square, 7, 7)); // 5 x 5 has 16 pixels of rim
    }

    [Fact]
    public void Measure_MaskFillsThePicture_ThePicturesRimIsItsBoundary()
    {
        var full = Enumerable.Repeat((byte)1, 16).ToArray();
        Assert.Equal(new BoundaryCounts(24, 24), new SurfaceDice(1).Measure(full, full, 4, 4));
    }

    [Fact]
    public void Measure_OneEmpty_IsZero_BothEmpty_IsNotANumber()
    {
        var dice = new SurfaceDice(10);
        Assert.Equal(0, dice.Measure([1, 0], [0, 0], 2, 1).Nsd);
        Assert.True(double.IsNaN(dice.Measure([0, 0], [0, 0], 2, 1).Nsd));
    }

    [Fact]
    public void Of_AnyMarks_AsTriedPixelByPixel() => Gen.Select(Gen.Int[1, 14], Gen.Int[1, 14], Gen.Int[0, 8], Gen.Int[0, 1000]).Sample((w, h, marks, seed) =>
    {
        var random = new Random(seed);
        var map = new byte[w * h];
        for (var i = 0; i < marks; i++)
        {
            map[random.Next(map.Length)] = 1;
        }

        var distances = new SquaredDistances().Of(map, w, h).ToArray();
        for (var i = 0; i < map.Length; i++)
        {
            var nearest = Enumerable.Range(0, map.Length).Where(j => map[j] != 0)
                .Select(j => (((j % w) - (i % w)) * ((j % w) - (i % w))) + (((j / w) - (i / w)) * ((j / w) - (i / w)))).DefaultIfEmpty(-1).Min();
            if (nearest < 0 ? distances[i] < SquaredDistances.None(w, h) : distances[i] != nearest)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void Measure_LargerTolerance_NeverLess() => Gen.Select(Gen.UInt[1, 500], Gen.Double[0, 12]).Sample((seed, tau) =>
    {
        var pictures = new GoldenPictures(seed);
        var (a, b) = (pictures.Draw(40, 30, 3), pictures.Draw(40, 30, 3));
        return new SurfaceDice(tau).Measure(a, b, 40, 30).Near <= new SurfaceDice(tau + 1).Measure(a, b, 40, 30).Near;
    });
}
