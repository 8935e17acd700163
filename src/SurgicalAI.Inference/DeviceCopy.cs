using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Inference;

/// <summary>Copies tensors between the computer's memory and a device's; each call returns when the copy is done.</summary>
internal sealed unsafe class DeviceCopy
{
    // cudaMemcpyKind of the CUDA Runtime API.
    private const int HostToDevice = 1;
    private const int DeviceToHost = 2;

    private static readonly string[] s_libraries = ["libcudart.so", "libcudart.so.13", "libcudart.so.12", "libcudart.so.11.0"];

    private readonly delegate* unmanaged<void*, void*, nuint, int, int> _copy;
    private readonly delegate* unmanaged<int> _synchronise;

    private DeviceCopy(nint cudaRuntime)
    {
        if (cudaRuntime != 0)
        {
            _copy = (delegate* unmanaged<void*, void*, nuint, int, int>)NativeLibrary.GetExport(cudaRuntime, "cudaMemcpy");
            _synchronise = (delegate* unmanaged<int>)NativeLibrary.GetExport(cudaRuntime, "cudaDeviceSynchronize");
        }
    }

    /// <summary>The copies of a device; the CPU's memory is the computer's own.</summary>
    /// <exception cref="UserErrorException">The GPU's run-time library is not there.</exception>
    public static DeviceCopy For(DeviceKind kind)
    {
        if (kind == DeviceKind.Cpu)
        {
            return new(0);
        }

        foreach (var name in s_libraries)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return new(library);
            }
        }

        throw new UserErrorException("Device memory needs CUDA's run-time library (libcudart.so), which is not on the library path.");
    }

    /// <summary>To the device.</summary>
    public void ToDevice(OrtValue host, OrtValue device) => Copy(host, device, HostToDevice);

    /// <summary>Back to the computer's memory.</summary>
    public void ToHost(OrtValue device, OrtValue host) => Copy(device, host, DeviceToHost);

    private void Copy(OrtValue from, OrtValue to, int kind)
    {
        fixed (byte* source = from.GetTensorMutableRawData(), target = to.GetTensorMutableRawData())
        {
            var bytes = (nuint)from.GetTensorMutableRawData().Length;
            if (_copy is null)
            {
                NativeMemory.Copy(source, target, bytes);
            }
            else if (_copy(target, source, bytes, kind) is var error && error != 0 || (error = _synchronise()) != 0)
            {
                throw new InvalidOperationException($"A copy of {bytes} bytes {(kind == HostToDevice ? "to" : "from")} the GPU failed with CUDA error {error}.");
            }
        }
    }
}
