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

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Device);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
    }
}
