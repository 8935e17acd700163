using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference.Onnx;

namespace SurgicalAI.Inference;

/// <summary>
/// A loaded network with its buffers bound. Bind every input and output once, then fill, <see cref="Run"/>, read; bind
/// again only when a shape changes. Not thread-safe: one run at a time.
/// </summary>
public sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _run = new();
    private readonly Dictionary<string, OrtValue> _bound = [];
    private readonly Dictionary<string, OrtValue> _inputs = [];
    private readonly DeviceMirror? _mirror;

    private OnnxModel(InferenceSession session, ModelCard card, OnnxOptions options)
    {
        _session = session;
        _binding = session.CreateIoBinding();
        _mirror = options.DeviceMemory ? new(session, options.Device.Kind) : null;
        Card = card;
        Device = options.Device;
    }

    /// <summary>The model's card; its hash was compared with the loaded bytes.</summary>
    public ModelCard Card { get; }

    /// <summary>Name and short hash for reports: "endoscope-segmentation@1a2b3c4d5e6f".</summary>
    public string Id => Card.Id;

    /// <summary>Device that the session was made for.</summary>
    public DeviceChoice Device { get; }

    /// <summary>Loads a model, comparing the file's hash and the graph's inputs and outputs with the card.</summary>
    /// <exception cref="UserErrorException">The file is damaged, does not match its card, or the device cannot run it.</exception>
    public static OnnxModel Load(ModelDirectory directory, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var bytes = OnnxContract.ReadVerified(directory);
        var session = Open(bytes, directory, options);
        try
        {
            OnnxContract.Check(session, directory);
            return new(session, directory.Card, options);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Loads a part of a network: the same weights, without what stands before and after.</summary>
    /// <exception cref="UserErrorException">The graph has no such part, or the device cannot run it.</exception>
    public static OnnxModel Load(OnnxFile file, OnnxPart part, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new(Open(file.Cut(part), file.Directory, options), file.Directory.Card, options);
    }

    /// <summary>Binds a caller's buffer to an input; it stays the caller's and must outlive the runs.</summary>
    /// <exception cref="ArgumentException">The model has no such input, or the type or shape does not fit it.</exception>
    public void BindInput<T>(string name, TensorBuffer<T> buffer)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(buffer);
        OnnxContract.Fits<T>(_session.InputMetadata, name, buffer.Shape);
        var value = Remember(name, buffer);
        _inputs[name] = value;
        _binding.BindInput(name, _mirror?.Input(name, value) ?? value);
    }

    /// <summary>Binds a caller's buffer to an output; it stays the caller's and must outlive the runs.</summary>
    /// <exception cref="ArgumentException">The model has no such output, or the type or shape does not fit it.</exception>
    public void BindOutput<T>(string name, TensorBuffer<T> buffer)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(buffer);
        OnnxContract.Fits<T>(_session.OutputMetadata, name, buffer.Shape);
        var value = Remember(name, buffer);
        _binding.BindOutput(name, _mirror?.Output(name, value) ?? value);
    }

    /// <summary>Runs the network over the bound buffers. Hot path: no managed allocation on the CPU.</summary>
    /// <exception cref="DeviceLostException">The device failed.</exception>
    public void Run()
    {
        try
        {
            RunBound();
        }
        catch (OnnxRuntimeException error)
        {
            throw new DeviceLostException($"{Card.Id} failed on {Device.Name}: {error.Message.Split('\n')[0]}", error);
        }
    }

    /// <summary>Runs a few times so that memory is planned and kernels are chosen before the first frame.</summary>
    /// <param name="runs">Number of runs over whatever the buffers hold.</param>
    public void WarmUp(int runs = 3)
    {
        for (var i = 0; i < runs; i++)
        {
            Run();
        }
    }

    /// <summary>Frees the session and its bindings; the callers' buffers stay theirs.</summary>
    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _bound.Values)
        {
            value.Dispose();
        }

        _mirror?.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    private void RunBound()
    {
        _mirror?.Push();
        if (_mirror is null && Device.Kind != DeviceKind.Cpu)
        {
            BindInputsAnew();
        }

        _session.RunWithBinding(_run, _binding);
        _mirror?.Pull();
    }

    // ONNX Runtime copies an input to a GPU when it is bound, not when it is run.
    private void BindInputsAnew()
    {
        foreach (var (name, value) in _inputs)
        {
            _binding.BindInput(name, value);
        }
    }

    private OrtValue Remember<T>(string name, TensorBuffer<T> buffer)
        where T : unmanaged
    {
        var value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, OnnxContract.TypeOf<T>(), buffer.Dimensions, buffer.Address, (long)buffer.Length * Unsafe.SizeOf<T>());
        if (_bound.Remove(name, out var old))
        {
            old.Dispose();
        }

        return _bound[name] = value;
    }

    private static InferenceSession Open(byte[] bytes, ModelDirectory directory, OnnxOptions options)
    {
        using var session = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, IntraOpNumThreads = options.Threads };
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", options.Spin ? "1" : "0");
        try
        {
            ProviderProbe.Append(session, options);
            return new InferenceSession(bytes, session);
        }
        catch (OnnxRuntimeException e)
        {
            throw new UserErrorException($"{directory.OnnxPath} cannot be run on {options.Device.Name}: {e.Message.Split('\n', 2)[0]}", e);
        }
    }
}
