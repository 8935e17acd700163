namespace SurgicalAI.Inference;

/// <summary>How a model is run.</summary>
public sealed record OnnxOptions
{
    /// <summary>Device, decided once for the whole program.</summary>
    public DeviceChoice Device { get; init; } = DeviceChoice.Cpu;

    /// <summary>Threads within one operator; 0 lets ONNX Runtime take every core.</summary>
    public int Threads { get; init; }

    /// <summary>True lets waiting threads spin: a little less latency, a busy core between runs.</summary>
    public bool Spin { get; init; }

    /// <summary>
    /// True keeps buffers of the device's own bound for good and copies to and from them around each run, instead of leaving that to ONNX
    /// Runtime. On the CPU it only costs the copies.
    /// </summary>
    public bool DeviceMemory { get; init; }

    /// <summary>
    /// True records the run once as a CUDA graph and replays it: one launch instead of some hundred. Needs <see cref="DeviceMemory"/>, a GPU, and
    /// buffers that are bound once: another picture size needs another model.
    /// </summary>
    public bool CudaGraph { get; init; }

    /// <summary>Folder in which TensorRT keeps the engines that it built, or null to build them at each start.</summary>
    public string? EngineCache { get; init; }

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range, or two do not go together.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Device);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        if (CudaGraph && (!DeviceMemory || Device.Kind == DeviceKind.Cpu))
        {
            throw new ArgumentException("A CUDA graph needs a GPU and device memory.", nameof(CudaGraph));
        }
    }
}
