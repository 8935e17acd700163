using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Inference;

/// <summary>
/// The device that networks run on: decided once at start, printed, then handed to every model. It never changes
/// afterwards; a device that was asked for and is not there is an error, not a quiet step back to the CPU.
/// </summary>
/// <param name="Kind">Where networks run.</param>
/// <param name="Requested">What the person asked for ("auto", "cpu", "cuda" or "tensorrt").</param>
/// <param name="Reason">Why this device, as one line for the log.</param>
public sealed record DeviceChoice(DeviceKind Kind, string Requested, string Reason)
{
    /// <summary>The CPU, always there.</summary>
    public static DeviceChoice Cpu { get; } = new(DeviceKind.Cpu, "cpu", "asked for");

    /// <summary>Short name for options and reports: "cpu", "cuda" or "tensorrt".</summary>
    public string Name => NameOf(Kind);

    /// <summary>Decides the device.</summary>
    /// <param name="requested">auto, cpu, cuda or tensorrt. Auto takes CUDA where it works, else the CPU; never TensorRT, which builds its engine for minutes.</param>
    /// <exception cref="UserErrorException">Unknown name, or the device asked for is not there.</exception>
    public static DeviceChoice Resolve(string requested) => Resolve(requested, ProviderProbe.Missing);

    /// <summary>"cuda (auto: the CUDA provider loads)".</summary>
    public override string ToString() => $"{Name} ({Requested}: {Reason})";

    /// <summary>The decision itself; the probe says what a device lacks, or null.</summary>
    internal static DeviceChoice Resolve(string requested, Func<DeviceKind, string?> missing)
    {
        ArgumentNullException.ThrowIfNull(requested);
        var name = requested.Trim().ToLowerInvariant();
        return name switch
        {
            "auto" => Auto(missing(DeviceKind.Cuda)),
            "cpu" => Cpu,
            "cuda" => Demand(DeviceKind.Cuda, missing),
            "tensorrt" => Demand(DeviceKind.TensorRt, missing),
            _ => throw new UserErrorException($"Unknown device '{requested}': use auto, cpu, cuda or tensorrt."),
        };
    }

    private static DeviceChoice Auto(string? cudaMissing) => cudaMissing is null
        ? new(DeviceKind.Cuda, "auto", "the CUDA provider loads")
        : new(DeviceKind.Cpu, "auto", $"no CUDA: {cudaMissing}");

    private static DeviceChoice Demand(DeviceKind kind, Func<DeviceKind, string?> missing) => missing(kind) is { } lack
        ? throw new UserErrorException($"Device '{NameOf(kind)}' is not available: {lack}. Use --device cpu or --device auto.")
        : new(kind, NameOf(kind), "asked for");

    private static string NameOf(DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda => "cuda",
        DeviceKind.TensorRt => "tensorrt",
        _ => "cpu",
    };
}
