using OpenCvSharp;
using SurgicalAI.App.Simulation;

namespace SurgicalAI.Tests.Native.Evaluation;

public sealed class SimFrameSetTests
{
    [Theory]
    [InlineData("sim:needle-reach")]
    [InlineData("sim:mixed")]
    public void Read_SameSeed_SamePictureAndLabelsOfItsSet(string spec)
    {
        var (picture, labels) = Read(spec, firstSeed: 7, index: 1);
        Assert.Equal((160 * 128 * 3, 160 * 128), (picture.Length, labels.Length));
        Assert.Equal(picture, Read(spec, firstSeed: 8, index: 0).Picture);
        Assert.NotEqual(picture, Read(spec, firstSeed: 7, index: 0).Picture);
        using var set = SimFrameSet.Open(spec, "160x128", 7, 2);
        Assert.All(labels.Distinct(), value => Assert.True(set.Labels.Allows(value)));
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
