using Microsoft.ML.OnnxRuntime;

namespace SurgicalAI.Inference;

/// <summary>A tensor in the device's memory for each bound buffer, with copies there and back.</summary>
internal sealed class DeviceMirror : IDisposable
{
    private readonly Dictionary<string, (OrtValue Host, OrtValue Device)> _inputs = [];
    private readonly Dictionary<string, (OrtValue Host, OrtValue Device)> _outputs = [];
    private readonly DeviceCopy _copy;
    private readonly OrtMemoryInfo _memory;
    private readonly OrtAllocator _allocator;

    /// <summary>Opens the device's memory.</summary>
    /// <exception cref="Core.Outcomes.UserErrorException">The GPU's run-time library is not there.</exception>
    public DeviceMirror(InferenceSession session, DeviceKind kind)
    {
        _copy = DeviceCopy.For(kind);
        _memory = new(kind == DeviceKind.Cpu ? "Cpu" : "Cuda", OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default);
        _allocator = new(session, _memory);
    }

    /// <summary>The device's tensor for an input.</summary>
    public OrtValue Input(string name, OrtValue host) => Mirror(_inputs, name, host);

    /// <summary>The device's tensor for an output.</summary>
    public OrtValue Output(string name, OrtValue host) => Mirror(_outputs, name, host);

    /// <summary>Copies the inputs to the device.</summary>
    public void Push()
    {
        foreach (var (host, device) in _inputs.Values)
        {
            _copy.ToDevice(host, device);
        }
    }

    /// <summary>Copies the outputs back.</summary>
    public void Pull()
    {
        foreach (var (host, device) in _outputs.Values)
        {
            _copy.ToHost(device, host);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, device) in _inputs.Values.Concat(_outputs.Values))
        {
            device.Dispose();
        }

        _allocator.Dispose();
        _memory.Dispose();
    }

    private OrtValue Mirror(Dictionary<string, (OrtValue Host, OrtValue Device)> values, string name, OrtValue host)
    {
        if (values.Remove(name, out var old))
        {
            old.Device.Dispose();
        }

        var info = host.GetTensorTypeAndShape();
        var device = OrtValue.CreateAllocatedTensorValue(_allocator, info.ElementDataType, info.Shape);
        values.Add(name, (host, device));
        return device;
    }
}
