using CsCheck;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Skills.Observation;

namespace SurgicalAI.Tests.Skills;

public sealed class ObservationEncoderTests
{
    private readonly ObservationEncoder _encoder = new();
    private readonly float[] _tokens = new float[TokenLayout.Tokens * TokenLayout.Features];
    private readonly float[] _state = new float[TokenLayout.State];

    [Fact]
    public void Encode_DiscAnywhere_CentroidWithinATenthOfAPixelInRootMeanSquare()
    {
        double squares = 0;
        var count = 0;
        Gen.Select(Gen.Double[20, 300], Gen.Double[20, 170], Gen.Double[3.5, 6]).Sample(
            (x, y, r) =>
            {
                var (u, v) = CentroidPx(LabelMap.Empty().Disc(SegmentationClass.Target, x, y, r));
                squares += ((u - x) * (u - x)) + ((v - y) * (v - y));
                count += 2;
                return Math.Abs(u - x) < 0.35 && Math.Abs(v - y) < 0.35;
            },
            iter: 300,
            threads: 1);
        Assert.True(Math.Sqrt(squares / count) < 0.1, $"rms {Math.Sqrt(squares / count)} px");
    }

    [Fact]
    public void Encode_SpecksBesideTheTarget_CentroidDoesNotMove()
    {
        var clean = CentroidPx(LabelMap.Empty().Disc(SegmentationClass.Target, 100, 80, 5));
        var noisy = CentroidPx(LabelMap.Empty().Disc(SegmentationClass.Target, 100, 80, 5)
            .Speck(SegmentationClass.Target, 300, 180).Box(SegmentationClass.Target, 10, 10, 13, 12));
        Assert.Equal(clean, noisy);
    }

    [Fact]
    public void Encode_TwoJaws_BothCount()
    {
        using var labels = new StereoFrame(LabelMap.Empty().Box(SegmentationClass.Jaw, 10, 10, 19, 19).Box(SegmentationClass.Jaw, 30, 10, 39, 19), null);
        _encoder.Encode(labels, LabelMap.SomeTool, _tokens, _state);
        Assert.Equal((24.5 - 159.5) / 160, Feature(0, SegmentationClass.Jaw, TokenLayout.CentroidX), 1e-6);
    }

    [Fact]
    public void Encode_AnyMap_MatchesTheSlowWayPixelByPixel()
    {
        // Components are kept whatever their size, so that plain sums over all pixels are the truth.
        var encoder = new ObservationEncoder(new EncoderOptions { MinimumAreaPx = 0, MinimumFraction = 0 });
        Gen.UInt.Sample(
            seed =>
            {
                using var labels = new StereoFrame(Noise(seed), null);
                encoder.Encode(labels, LabelMap.SomeTool, _tokens, _state);
                for (var c = 1; c < 5; c++)
                {
                    Compare(labels.Left, (SegmentationClass)c);
                }
            },
            iter: 20,
            threads: 1);
    }

    [Fact]
    public void Encode_TargetInBothEyes_InverseDisparityIsDepthOverTheScale()
    {
        // 120 mm away at 277 px and 6 mm baseline: 13.85 px of disparity.
        const double disparityPx = 277.128 * 6 / 120;
        using var labels = new StereoFrame(
            LabelMap.Empty().Disc(SegmentationClass.Target, 160 + (disparityPx / 2), 100, 30),
            LabelMap.Empty().Disc(SegmentationClass.Target, 160 - (disparityPx / 2), 100, 30));
        _encoder.Encode(labels, LabelMap.SomeTool, _tokens, _state);
        Assert.Equal(16 / disparityPx, Feature(0, SegmentationClass.Target, TokenLayout.InverseDisparity), 0.02);
        Assert.Equal(Feature(0, SegmentationClass.Target, TokenLayout.StereoX), Feature(1, SegmentationClass.Target, TokenLayout.StereoX));
    }

    [Theory]
    [InlineData(0, 50, 0)]
    [InlineData(50, 0, 1)]
    [InlineData(319, 50, 2)]
    [InlineData(50, 191, 3)]
    public void Encode_TargetCutByABorder_SaysWhere(int x, int y, int side)
    {
        using var labels = new StereoFrame(LabelMap.Empty().Disc(SegmentationClass.Target, x, y, 5), null);
        _encoder.Encode(labels, LabelMap.SomeTool, _tokens, _state);
        for (var s = 0; s < 4; s++)
        {
            Assert.Equal(s == side ? 1f : 0f, Feature(0, SegmentationClass.Target, TokenLayout.Touch + s));
        }
    }

    [Fact]
    public void Encode_BlackPictures_AllTokensZero()
    {
        using var labels = new StereoFrame(LabelMap.Empty(), LabelMap.Empty());
        _tokens.AsSpan().Fill(7);
        _encoder.Encode(labels, LabelMap.SomeTool, _tokens, _state);
        Assert.All(_tokens, t => Assert.Equal(0, t));
    }

    [Fact]
    public void Encode_Warm_AllocatesNothing()
    {
        using var labels = new StereoFrame(Noise(1), Noise(2));
        _encoder.Encode(labels, LabelMap.SomeTool, _tokens, _state);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
        {
            _encoder.Encode(labels, LabelMap.SomeTool, _tokens, _state);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ImageLease Noise(uint seed)
    {
        var random = new Random((int)(seed & 0x7fffffff));
        var map = LabelMap.Empty();
        for (var i = 0; i < 40; i++)
        {
            map.Disc((SegmentationClass)random.Next(0, 6), random.Next(320), random.Next(192), random.Next(1, 25));
        }

        return map;
    }

    private (double U, double V) CentroidPx(ImageLease left)
    {
        using var labels = new StereoFrame(left, null);
        _encoder.Encode(labels, LabelMap.SomeTool, _tokens, _state);
        return (
            (Feature(0, SegmentationClass.Target, TokenLayout.CentroidX) * 160) + 159.5,
            (Feature(0, SegmentationClass.Target, TokenLayout.CentroidY) * 160) + 95.5);
    }

    private float Feature(int eye, SegmentationClass label, int feature) =>
        _tokens[(TokenLayout.TokenOf(eye, label) * TokenLayout.Features) + feature];

    private void Compare(ImageLease map, SegmentationClass label)
    {
        double n = 0, sx = 0, sy = 0, syy = 0, sxx = 0;
        var cells = new double[TokenLayout.GridColumns * TokenLayout.GridRows];
        for (var y = 0; y < 192; y++)
        {
            for (var x = 0; x < 320; x++)
            {
                if (map.Row(y)[x] == (byte)label)
                {
                    (n, sx, sy, sxx, syy) = (n + 1, sx + x, sy + y, sxx + ((double)x * x), syy + ((double)y * y));
                    cells[(y / 32 * 10) + (x / 32)] += 1 / 1024.0;
                }
            }
        }

        Assert.Equal(n > 0 ? 1f : 0f, Feature(0, label, TokenLayout.Present));
        if (n == 0)
        {
            return;
        }

        Assert.Equal(Math.Sqrt(n) / 80, Feature(0, label, TokenLayout.Size), 1e-5);
        Assert.Equal(((sx / n) - 159.5) / 160, Feature(0, label, TokenLayout.CentroidX), 1e-5);
        var variance = (sxx / n) - (sx / n * sx / n) + (syy / n) - (sy / n * sy / n);
        var major = Feature(0, label, TokenLayout.Major) * 40;
        var minor = Feature(0, label, TokenLayout.Minor) * 40;
        Assert.Equal(variance, (major * major) + (minor * minor), 1e-2 * Math.Max(1, variance));
        for (var i = 0; i < cells.Length; i++)
        {
            Assert.Equal(cells[i], Feature(0, label, TokenLayout.Grid + i), 1e-4);
        }
    }
}
