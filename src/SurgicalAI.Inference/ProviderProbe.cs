using Microsoft.ML.OnnxRuntime;

namespace SurgicalAI.Inference;

/// <summary>Says what a device lacks on this machine, in words for a person.</summary>
internal static class ProviderProbe
{
    /// <summary>What is missing for a device, or null when it works.</summary>
    public static string? Missing(DeviceKind kind)
    {
        if (kind == DeviceKind.Cpu)
        {
            return null;
        }

        var provider = kind == DeviceKind.Cuda ? "CUDAExecutionProvider" : "TensorrtExecutionProvider";
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(provider))
        {
            return "this build carries ONNX Runtime for the CPU only (build with -p:Accelerator=cuda)";
        }

        return HasNvidiaGpu() ? LoadError(kind) : "no NVIDIA GPU is visible (/dev/nvidia0 is missing)";
    }

    /// <summary>Adds the device's provider to a session's options.</summary>
    public static void Append(SessionOptions session, OnnxOptions options)
    {
        if (options.Device.Kind == DeviceKind.TensorRt)
        {
            using var tensorRt = new OrtTensorRTProviderOptions();
            tensorRt.UpdateOptions(TensorRt(options));
            session.AppendExecutionProvider_Tensorrt(tensorRt);
        }

        if (options.Device.Kind != DeviceKind.Cpu)
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(Cuda(options));
            session.AppendExecutionProvider_CUDA(cuda);
        }
    }

    /// <summary>Settings of the CUDA provider. Under TensorRT it runs what that leaves over, which no graph can record.</summary>
    public static Dictionary<string, string> Cuda(OnnxOptions options) => new()
    {
        ["device_id"] = "0",
        ["enable_cuda_graph"] = options.CudaGraph && options.Device.Kind == DeviceKind.Cuda ? "1" : "0",
    };

    /// <summary>Settings of the TensorRT provider.</summary>
    public static Dictionary<string, string> TensorRt(OnnxOptions options)
    {
        var settings = new Dictionary<string, string> { ["device_id"] = "0", ["trt_cuda_graph_enable"] = options.CudaGraph ? "1" : "0" };
        if (options.EngineCache is { } folder)
        {
            (settings["trt_engine_cache_enable"], settings["trt_engine_cache_path"]) = ("1", folder);
        }

        return settings;
    }

    private static bool HasNvidiaGpu() => File.Exists("/dev/nvidia0") || File.Exists("/dev/dxg");

    // The provider is a plug-in that loads cuBLAS and cuDNN: only trying it tells whether they are there.
    private static string? LoadError(DeviceKind kind)
    {
        try
        {
            using var options = new SessionOptions();
            Append(options, new() { Device = new(kind, string.Empty, string.Empty) });
            return null;
        }
        catch (OnnxRuntimeException e)
        {
            return $"its libraries do not load ({FirstLine(e.Message)})";
        }
    }

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();
}
