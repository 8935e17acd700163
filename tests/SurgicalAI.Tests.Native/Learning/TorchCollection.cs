namespace SurgicalAI.Tests.Native.Learning;

/// <summary>libtorch's generator and thread count belong to the process: tests that use them run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TorchCollection
{
    public const string Name = "torch";
}
