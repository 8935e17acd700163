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
    public static void Append(SessionOptions options, DeviceKind kind)
    {
        if (kind == DeviceKind.TensorRt)
        {
            options.AppendExecutionProvider_Tensorrt(0);
        }

        if (kind != DeviceKind.Cpu)
        {
            options.AppendExecutionProvider_CUDA(0);
        }
    }

    private static bool HasNvidiaGpu() => File.Exists("/dev/nvidia0") || File.Exists("/dev/dxg");

    // The provider is a plug-in that loads cuBLAS and cuDNN: only trying it tells whether they are there.
    private static string? LoadError(DeviceKind kind)
    {
        try
        {
            using var options = new SessionOptions();
            Append(options, kind);
            return null;
        }
        catch (OnnxRuntimeException e)
        {
            return $"its libraries do not load ({FirstLine(e.Message)})";
        }
    }

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();
}
