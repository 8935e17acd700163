using SurgicalAI.Vision.Datasets.Ranking;

namespace SurgicalAI.Tests.Native.Datasets;

public sealed class FrameLookTests
{
    private const int Width = 32;
    private const int Height = 24;
    private const int Cells = 48;
    private const int LastLabel = 3;

    [Fact]
    public void Of_SureLabels_EachCellSharesSumToOne()
    {
        var random = new Random(2);
        var look = FrameLook.Of([.. Enumerable.Range(0, Width * Height).Select(_ => (byte)random.Next(LastLabel + 1))], new byte[Width * Height], Width, LastLabel);
        Assert.Equal(Cells * (LastLabel + 1), look.Length);
        Assert.All(Enumerable.Range(0, Cells), cell => Assert.Equal(1, Enumerable.Range(0, LastLabel + 1).Sum(label => look[(label * Cells) + cell]), 1e-5));
    }

    [Fact]
    public void Of_OneCellLabelled_OnlyThatCellOfThatLabel()
    {
        // A cell is 4 x 4 pixels; that of column 2 in row 5 is the last row's third.
        var labels = new byte[Width * Height];
        for (var i = 0; i < 16; i++)
        {
            labels[((20 + (i / 4)) * Width) + 8 + (i % 4)] = 3;
        }

        var look = FrameLook.Of(labels, new byte[Width * Height], Width, LastLabel);
        Assert.Equal(1, look[(3 * Cells) + (5 * 8) + 2], 1e-5);
        Assert.Equal(1, look[(3 * Cells)..].Sum(), 1e-5);
        Assert.Equal(0, look[(5 * 8) + 2], 1e-5);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(51, 0.8)]
    [InlineData(255, 0)]
    public void Of_DoubtEverywhere_LabelCountsAsFarAsItIsSure(byte doubt, double share) =>
        Assert.All(
            FrameLook.Of(new byte[Width * Height], [.. Enumerable.Repeat(doubt, Width * Height)], Width, LastLabel)[..Cells],
            value => Assert.Equal(share, value, 1e-5));

    [Fact]
    public void Of_MapsOfUnequalSize_Throws() => Assert.Throws<ArgumentException>(() => FrameLook.Of(new byte[8], new byte[7], 8, 0));
}
