using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Vision.Segmentation;

namespace SurgicalAI.Tests.Native.Vision;

public sealed class SceneSegmenterTests
{
    private static readonly TensorCard Frames = new() { Name = "frames", Type = "uint8", Shape = [-1, -1, -1, 3] };

    [Fact]
    public void MapSize_MapsOfTwoSizes_IsRefusedInOneLine()
    {
        var card = Card(Map("labels", 64), Map("doubt", 64), Map("lesion", 32));
        var message = Assert.Throws<UserErrorException>(() => SceneContract.MapSize(card)).Message;
        Assert.Contains("not a scene network", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void MapSize_NoDoubt_IsRefused() =>
        Assert.Throws<UserErrorException>(() => SceneContract.MapSize(Card(Map("labels", 64), Map("lesion", 64))));

    [Theory]
    [InlineData(1, "robot")]
    [InlineData(0, "instrument")]
    public void Labels_OfNoKindOrTwice_IsRefusedInOneLine(byte id, string kind)
    {
        var card = Card() with
        {
            Labels = [new() { Id = 0, Name = "background", Kind = "other" }, new() { Id = id, Name = "shaft", Kind = kind }],
        };
        Assert.DoesNotContain('\n', Assert.Throws<UserErrorException>(() => SceneContract.Labels(card)).Message);
    }

    private static TensorCard Map(string name, int side) => new() { Name = name, Type = "uint8", Shape = [-1, side, side] };

    private static ModelCard Card(params TensorCard[] outputs) =>
        new() { Name = "x", Sha256 = new string('0', 64), Inputs = [Frames], Outputs = outputs, Retrain = "./run.sh train segmentation" };
}
