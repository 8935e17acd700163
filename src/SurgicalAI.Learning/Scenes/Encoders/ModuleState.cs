using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>A module's weights and statistics by name.</summary>
internal static class ModuleState
{
    /// <summary>
    /// Each tensor once, under its first name: TorchSharp lists a part of a part under every name by which it was registered.
    /// </summary>
    public static IReadOnlyDictionary<string, Tensor> Of(Module module) =>
        module.state_dict().DistinctBy(entry => entry.Value.Handle).ToDictionary(entry => entry.Key, entry => entry.Value);
}
