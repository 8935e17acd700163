using SurgicalAI.Core.Outcomes;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>Where the weights that a training starts from come from.</summary>
internal static class PretrainedEncoder
{
    /// <summary>Folder of the weights that come with the repository.</summary>
    public const string FolderName = "mobilenetv2-encoder";

    private const string FileName = "weights.f16";

    /// <summary>Path of the packed weights.</summary>
    /// <param name="folder">Folder that holds them; null looks for models/mobilenetv2-encoder beside or above the program.</param>
    /// <exception cref="UserErrorException">They are not there.</exception>
    public static string Find(string? folder)
    {
        var places = folder is null ? Above(AppContext.BaseDirectory).Concat(Above(Directory.GetCurrentDirectory())) : [folder];
        return places.Select(p => Path.Combine(p, FileName)).FirstOrDefault(File.Exists)
            ?? throw new UserErrorException($"No encoder weights in {folder ?? "models/" + FolderName}: name their folder with --encoder-weights, or train with --no-pretrained.");
    }

    /// <summary>Weights of a folder, packed or as published (index.json and weights.f32).</summary>
    /// <param name="folder">Folder; null for the repository's own.</param>
    /// <exception cref="UserErrorException">They are missing or damaged.</exception>
    public static TensorArchive Load(string? folder) =>
        folder is not null && File.Exists(Path.Combine(folder, "index.json")) ? Pack(folder) : TensorArchive.Load(Find(folder));

    /// <summary>Writes the packed file from the published one.</summary>
    /// <param name="published">Folder with index.json and weights.f32.</param>
    /// <param name="target">Folder to write into.</param>
    /// <exception cref="UserErrorException">The published weights are missing or damaged.</exception>
    public static void Pack(string published, string target)
    {
        _ = Directory.CreateDirectory(target);
        Pack(published).Save(Path.Combine(target, FileName));
    }

    private static TensorArchive Pack(string published)
    {
        using var scope = NewDisposeScope();
        using var encoder = new MobileNetEncoder(null);
        new KerasWeights(published).CopyTo(encoder);
        return TensorArchive.Of(encoder);
    }

    private static IEnumerable<string> Above(string start)
    {
        for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
        {
            yield return Path.Combine(at.FullName, "models", FolderName);
        }
    }
}
