using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;

namespace SurgicalAI.Tests.Native.Inference;

public sealed class DeviceChoiceTests
{
    [Theory]
    [InlineData("gpu")]
    [InlineData("")]
    public void Resolve_UnknownName_IsAUserError(string name) =>
        Assert.Contains("auto, cpu, cuda or tensorrt", Assert.Throws<UserErrorException>(() => DeviceChoice.Resolve(name)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("cuda")]
    [InlineData("tensorrt")]
    public void Resolve_DemandedDeviceIsMissing_SaysWhatInOneLine(string name)
    {
        var error = Assert.Throws<UserErrorException>(() => DeviceChoice.Resolve(name, _ => "no such thing"));
        Assert.Equal($"Device '{name}' is not available: no such thing. Use --device cpu or --device auto.", error.Message);
    }

    [Theory]
    [InlineData("cuda", DeviceKind.Cuda)]
    [InlineData("TensorRT", DeviceKind.TensorRt)]
    [InlineData("auto", DeviceKind.Cuda)]
    [InlineData("cpu", DeviceKind.Cpu)]
    public void Resolve_EverythingIsThere_TakesWhatWasAskedFor(string name, DeviceKind expected) =>
        Assert.Equal(expected, DeviceChoice.Resolve(name, _ => null).Kind);

    [Fact]
    public void Resolve_AutoWithoutCuda_TakesTheCpuAndSaysWhy()
    {
        var choice = DeviceChoice.Resolve("auto", _ => "no card");
        Assert.Equal(DeviceKind.Cpu, choice.Kind);
        Assert.Equal("cpu (auto: no CUDA: no card)", choice.ToString());
    }

    [Fact]
    public void Resolve_CudaInACpuBuild_IsAUserError()
    {
        if (ProviderProbe.Missing(DeviceKind.Cuda) is null)
        {
            Assert.Skip("CUDA works here.");
        }

        var error = Assert.Throws<UserErrorException>(() => DeviceChoice.Resolve("cuda"));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Validate_CudaGraphWithoutGpuOrDeviceMemory_IsRefused()
    {
        var cuda = new DeviceChoice(DeviceKind.Cuda, "cuda", "asked for");
        Assert.Throws<ArgumentException>(new OnnxOptions { CudaGraph = true, DeviceMemory = true }.Validate);
        Assert.Throws<ArgumentException>(new OnnxOptions { CudaGraph = true, Device = cuda }.Validate);
        new OnnxOptions { CudaGraph = true, DeviceMemory = true, Device = cuda }.Validate();
    }

    [Fact]
    public void Settings_OfTheProviders_FollowTheOptions()
    {
        var options = new OnnxOptions { CudaGraph = true, DeviceMemory = true, Device = new(DeviceKind.Cuda, "cuda", "asked for") };
        Assert.Equal("1", ProviderProbe.Cuda(options)["enable_cuda_graph"]);
        Assert.Equal("0", ProviderProbe.Cuda(options with { CudaGraph = false })["enable_cuda_graph"]);
        var tensorRt = options with { Device = new(DeviceKind.TensorRt, "tensorrt", "asked for"), EngineCache = "/cache" };
        Assert.Equal("0", ProviderProbe.Cuda(tensorRt)["enable_cuda_graph"]);
        Assert.Equal(("1", "/cache"), (ProviderProbe.TensorRt(tensorRt)["trt_cuda_graph_enable"], ProviderProbe.TensorRt(tensorRt)["trt_engine_cache_path"]));
        Assert.DoesNotContain("trt_engine_cache_path", ProviderProbe.TensorRt(options).Keys);
    }
}
