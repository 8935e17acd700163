using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;

namespace SurgicalAI.App.Evaluation;

/// <summary>The network for single pictures that a person asked for, or the one that ships.</summary>
internal static class ShippedNetwork
{
    // The scene network where there is one; else the small one of the closed loop.
    private static readonly string[] s_shipped = ["endoscope-scene", "endoscope-segmentation"];

    /// <summary>Finds it.</summary>
    /// <param name="model">Name or folder; null for the shipped one.</param>
    /// <exception cref="UserErrorException">There is none of that name, or it is incomplete.</exception>
    public static ModelDirectory Find(string? model) => model is null
        ? ModelDirectory.Find(s_shipped.FirstOrDefault(ModelDirectory.Exists) ?? s_shipped[0])
        : Directory.Exists(model) ? ModelDirectory.Open(model) : ModelDirectory.Find(model);
}
