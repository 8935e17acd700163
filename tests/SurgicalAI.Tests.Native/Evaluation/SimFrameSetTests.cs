using OpenCvSharp;
using SurgicalAI.App.Simulation;
using SurgicalAI.Sim;

namespace SurgicalAI.Tests.Native.Evaluation;

public sealed class SimFrameSetTests
{
    [Theory]
    [InlineData("sim:needle-reach")]
    [InlineData("sim:mixed")]
    [InlineData("sim:film")]
    public void Read_SameSeed_SamePictureAndLabelsOfItsSet(string spec)
    {
        var (picture, labels) = Read(spec, firstSeed: 7, index: 1);
        Assert.Equal((160 * 128 * 3, 160 * 128), (picture.Length, labels.Length));
        Assert.Equal(picture, Read(spec, firstSeed: 8, index: 0).Picture);
        Assert.NotEqual(picture, Read(spec, firstSeed: 7, index: 0).Picture);
        using var set = SimFrameSet.Open(spec, "160x128", 7, 2);
        Assert.All(labels.Distinct(), value => Assert.True(set.Labels.Allows(value)));
    }

    [Fact]
    public void Locate_WholeOperation_ShotsInOrder_MostPicturesInTheLongOnes()
    {
        var places = Enumerable.Range(0, SimFilm.FramesPerOperation).Select(i => SimFilm.Locate(3, i)).ToArray();
        Assert.All(places.Zip(places.Skip(1)), p => Assert.True(p.Second == (p.First.Shot, p.First.Frame + 1) || p.Second == (p.First.Shot + 1, 0)));
        int[] lengths = [.. places.CountBy(p => p.Shot).Select(p => p.Value).OrderDescending()];

        // Evenly over the logarithm of 2 to 120: of many, the longer half holds 88 %.
        Assert.True(lengths.Take(lengths.Length / 2).Sum() > 0.75 * SimFilm.FramesPerOperation, string.Join(" ", lengths));
    }

    private static (byte[] Picture, byte[] Labels) Read(string spec, ulong firstSeed, int index)
    {
        using var set = SimFrameSet.Open(spec, "160x128", firstSeed, 2);
        using var picture = new Mat();
        using var labels = new Mat();
        set.ReadPicture(index, picture);
        set.ReadLabels(index, labels);
        return (picture.AsSpan<byte>().ToArray(), labels.AsSpan<byte>().ToArray());
    }
}
