using SurgicalAI.Core.Imaging;
using SurgicalAI.Learning.Scenes;
using SurgicalAI.Learning.Scenes.Data;
using static TorchSharp.torch;

namespace SurgicalAI.Tests.Native.Learning.Scenes;

public sealed class SceneTeacherTests
{
    private const int Side = 4;

    [Theory]
    [InlineData(0.9f, 0.05f, 0f, (byte)SegmentationClass.Shaft)]
    [InlineData(0.5f, 0.35f, 0.05f, PixelMeanings.AnyInstrument)]
    [InlineData(0.3f, 0.2f, 0.1f, PixelMeanings.Anything)]
    [InlineData(0.005f, 0.005f, 0f, PixelMeanings.NoInstrument)]
    public void Sure_OnePixelAmongTissue_IsLabelledByItsOwnProbabilities(float shaft, float wrist, float jaw, byte expected)
    {
        using var probabilities = zeros(SceneShape.Classes, Side, Side);
        probabilities[0].fill_(1);
        ReadOnlySpan<float> parts = [1 - shaft - wrist - jaw, shaft, wrist, jaw];
        for (var c = 0; c < parts.Length; c++)
        {
            probabilities[c, 1, 2] = parts[c];
        }

        using var labels = SceneTeacher.Sure(probabilities);
        Assert.Equal(expected, labels.At<byte>(1, 2));
        Assert.Equal((Side * Side) - 1, labels.AsSpan<byte>().ToArray().Where((l, i) => i != Side + 2 && l == PixelMeanings.NoInstrument).Count());
    }

    [Fact]
    public void Sure_MostlyInstrument_TeachesNothing()
    {
        using var probabilities = zeros(SceneShape.Classes, Side, Side);
        probabilities[(int)SegmentationClass.Shaft].fill_(1);
        using var labels = SceneTeacher.Sure(probabilities);
        Assert.All(labels.AsSpan<byte>().ToArray(), l => Assert.Equal(PixelMeanings.Anything, l));
    }
}
