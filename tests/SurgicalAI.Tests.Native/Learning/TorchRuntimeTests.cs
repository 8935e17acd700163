using SurgicalAI.Core.Outcomes;
using SurgicalAI.Learning.Torch;
using TorchSharp;

namespace SurgicalAI.Tests.Native.Learning;

[Collection(TorchAlone.Name)]
public sealed class TorchRuntimeTests
{
    [Fact]
    public void Start_SameSeedTwice_DrawsTheSameNumbers()
    {
        TorchRuntime.Start(1, 42);
        using var first = torch.rand(8);
        TorchRuntime.Start(1, 42);
        using var second = torch.rand(8);
        Assert.True(first.equal(second).all().item<bool>());
        Assert.Equal(1, torch.get_num_threads());
    }

    [Fact]
    public void RequireDevice_CudaWithoutOne_IsOneClearLine()
    {
        if (torch.cuda.is_available())
        {
            Assert.Skip("This machine has CUDA.");
        }

        var error = Assert.Throws<UserErrorException>(() => TorchRuntime.RequireDevice("cuda"));
        Assert.DoesNotContain('\n', error.Message);
    }
}
