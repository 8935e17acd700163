using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Inference;

/// <summary>Folder of one model: <c>model.onnx</c>, <c>card.json</c>, <c>README.md</c>.</summary>
public sealed class ModelDirectory
{
    /// <summary>Environment variable that names the folder holding all models.</summary>
    public const string Variable = "SURGICALAI_MODELS";

    private ModelDirectory(string path, ModelCard card)
    {
        Path = path;
        Card = card;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Its card.</summary>
    public ModelCard Card { get; }

    /// <summary>Full path of the network.</summary>
    public string OnnxPath => System.IO.Path.Combine(Path, "model.onnx");

    /// <summary>
    /// Finds a model by name: in <see cref="Variable"/>'s folder when set, else in a <c>models</c> folder beside or above
    /// the program and the current directory.
    /// </summary>
    /// <exception cref="UserErrorException">It is nowhere, or is incomplete; the line names the command that makes it.</exception>
    public static ModelDirectory Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (var root in Roots())
        {
            var path = System.IO.Path.Combine(root, name);
            if (Directory.Exists(path))
            {
                return Open(path);
            }
        }

        throw new UserErrorException($"Model '{name}' is not there: make it with {TrainCommand(name)}, or set {Variable} to the folder that holds it.");
    }

    /// <summary>Whether there is a model of this name where <see cref="Find"/> looks.</summary>
    public static bool Exists(string name) => Roots().Any(root => Directory.Exists(System.IO.Path.Combine(root, name)));

    /// <summary>Opens a model's folder.</summary>
    /// <exception cref="UserErrorException">The network or the card is missing or unreadable.</exception>
    public static ModelDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        foreach (var file in (ReadOnlySpan<string>)["model.onnx", "card.json"])
        {
            if (!File.Exists(System.IO.Path.Combine(full, file)))
            {
                throw new UserErrorException($"{full} has no {file}: make the model with {TrainCommand(System.IO.Path.GetFileName(full))}.");
            }
        }

        return new(full, ModelCard.Load(System.IO.Path.Combine(full, "card.json")));
    }

    private static string TrainCommand(string name) =>
        name.Contains("segmentation", StringComparison.Ordinal) ? "./run.sh train segmentation"
        : name.Contains("scene", StringComparison.Ordinal) ? "./run.sh train segmentation --model endoscope-scene"
        : "./run.sh train policy";

    private static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set)
        {
            yield return set;
            yield break;
        }

        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                yield return System.IO.Path.Combine(at.FullName, "models");
            }
        }
    }
}
