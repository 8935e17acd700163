using SurgicalAI.Learning.Scenes.Encoders;
using SurgicalAI.Learning.Torch;

namespace SurgicalAI.Learning.Scenes;

/// <summary>Makes the file of pretrained encoder weights that comes with the repository.</summary>
public static class EncoderPacking
{
    /// <summary>Folder of the packed weights under models.</summary>
    public const string FolderName = PretrainedEncoder.FolderName;

    /// <summary>Packs published weights.</summary>
    /// <param name="published">Folder with index.json and weights.f32, in Keras' form.</param>
    /// <param name="target">Folder to write into.</param>
    /// <returns>The path written.</returns>
    /// <exception cref="Core.Outcomes.UserErrorException">The published weights are missing, damaged or another network's.</exception>
    public static string Pack(string published, string target)
    {
        TorchRuntime.EnsureLoaded();
        PretrainedEncoder.Pack(published, target);
        return PretrainedEncoder.Find(target);
    }
}
