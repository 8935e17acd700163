namespace SurgicalAI.Tests.Native.Learning;

/// <summary>
/// libtorch's generator and thread count belong to the process, and garbage that other tests make can free TorchSharp's
/// scalars during their use (CollectorPause says how): tests that use libtorch run alone.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TorchAlone
{
    public const string Name = "torch";
}
