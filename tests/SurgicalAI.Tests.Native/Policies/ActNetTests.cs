using SurgicalAI.Learning.Policies;
using SurgicalAI.Learning.Torch;
using SurgicalAI.Tests.Native.Learning;
using TorchSharp;

namespace SurgicalAI.Tests.Native.Policies;

[Collection(TorchAlone.Name)]
public sealed class ActNetTests
{
    private static readonly int[] AllFrames = [.. Enumerable.Range(0, 40)];

    public ActNetTests() => TorchRuntime.Start(1, 3);

    [Theory]
    [InlineData(32, 2, 1, 1)]
    [InlineData(96, 4, 3, 2)]
    public void Export_AnySize_EqualsTheNetwork(int width, int heads, int encoderLayers, int decoderLayers)
    {
        var size = new ActArchitecture { Width = width, Heads = heads, EncoderLayers = encoderLayers, DecoderLayers = decoderLayers };
        using var net = Make(size, out var data);
        using var scope = torch.NewDisposeScope();
        var batch = new ActSampler(data, AllFrames, size.Steps, 1, new AugmentationOptions { DropClass = 0.5, DropEye = 0.3 }).Draw(0, 16);
        Assert.True(ActExporter.Verify(ActExporter.Export(net), net, batch) < 1e-4);
    }

    [Fact]
    public void Loss_PaddedActions_DoNotCount()
    {
        var size = new ActArchitecture { Width = 32, FeedForward = 32, Dropout = 0 };
        using var net = Make(size, out var data);
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        net.eval();
        var batch = new ActSampler(data, AllFrames, size.Steps, 1, AugmentationOptions.None).Draw(0, 16);
        var padding = (1 - batch.Mask).unsqueeze(2);
        Assert.True(padding.sum().item<float>() > 0);
        var spoilt = batch with { Actions = batch.Actions + (padding * 1000) };
        Assert.Equal(Loss(net, batch), Loss(net, spoilt), 1e-5);
    }

    [Fact]
    public void Plan_ClassNotSeen_ItsNumbersDoNotMatter()
    {
        using var net = Make(new ActArchitecture { Width = 32 }, out var data);
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        net.eval();
        var batch = new ActSampler(data, AllFrames, 15, 1, AugmentationOptions.None).Draw(0, 4);
        var absent = 1 - batch.Tokens.narrow(2, 0, 1);
        var other = batch.Tokens + (absent * 5);
        other.narrow(2, 0, 1).copy_(batch.Tokens.narrow(2, 0, 1));
        other.narrow(2, 16, 1).copy_(batch.Tokens.narrow(2, 16, 1));
        Assert.Equal(0, (net.Plan(batch.Tokens, batch.State) - net.Plan(other, batch.State)).abs().max().item<float>(), 1e-6f);
    }

    [Fact]
    public void Augment_PositionNoise_MovesStateAndPlanAgainstEachOther()
    {
        var state = new float[13];
        var actions = new float[20];
        new TokenAugmentation(new AugmentationOptions { PositionM = 0.01 }, new Random(1)).Position(state, actions, 10);
        for (var axis = 0; axis < 3; axis++)
        {
            Assert.NotEqual(0, state[axis]);
            Assert.Equal(-state[axis], actions[axis]);
            Assert.Equal(-state[axis], actions[10 + axis]);
        }

        Assert.All(actions[3..10], a => Assert.Equal(0, a));
    }

    [Fact]
    public void Augment_Jitter_StereoStaysThatOfTheCentroids()
    {
        var data = TinyDemonstrations.Make(1);
        var tokens = data.Tokens(0).ToArray();
        new TokenAugmentation(new AugmentationOptions { CentroidPx = 1, DropClass = 0, DropEye = 0 }, new Random(1)).Tokens(tokens);
        var left = tokens.AsSpan(4 * 81, 81);
        var right = tokens.AsSpan(9 * 81, 81);
        Assert.NotEqual(data.Tokens(0)[(4 * 81) + 2], left[2]);
        Assert.Equal((left[2] - right[2]) / 0.1, left[17], 1e-4);
    }

    private static double Loss(ActNet net, ActBatch batch)
    {
        torch.random.manual_seed(5);
        return ActLoss.Training(net, batch, 10).item<float>();
    }

    private static ActNet Make(ActArchitecture size, out TokenDataset data)
    {
        data = TinyDemonstrations.Make(2);
        return new ActNet(size, ActScaling.Of(data, AllFrames, size.Steps));
    }
}
