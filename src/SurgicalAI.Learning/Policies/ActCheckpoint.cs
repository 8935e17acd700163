using System.Text.Json;
using SurgicalAI.Core.Outcomes;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Policies;

/// <summary>Where a training stands on disk: newest weights and optimiser, best weights so far, and the figures.</summary>
internal sealed class ActCheckpoint(string directory)
{
    /// <summary>Figures that go with the weights.</summary>
    /// <param name="Step">Steps done.</param>
    /// <param name="BestStep">Step of the best weights.</param>
    /// <param name="BestLoss">Their validation loss.</param>
    /// <param name="BestDistanceM">Their distance, metres.</param>
    /// <param name="Options">What was trained how; a resumed training must agree.</param>
    public sealed record Figures(int Step, int BestStep, double BestLoss, double BestDistanceM, string Options);

    private string Newest => Path.Combine(directory, "newest.pt");

    private string Best => Path.Combine(directory, "best.pt");

    private string Optimiser => Path.Combine(directory, "optimiser.pt");

    private string Index => Path.Combine(directory, "checkpoint.json");

    public bool Exists => File.Exists(Index);

    public void SaveBest(ActNet net)
    {
        Directory.CreateDirectory(directory);
        Replace(Best, path => net.save(path));
    }

    public void Save(ActNet net, TorchSharp.Modules.OptimizerHelper optimiser, Figures figures)
    {
        Directory.CreateDirectory(directory);
        Replace(Newest, path => net.save(path));
        Replace(Optimiser, path => optimiser.save_state_dict(path));
        Replace(Index, path => File.WriteAllText(path, JsonSerializer.Serialize(figures)));
    }

    public void LoadBest(ActNet net) => net.load(Best);

    public Figures Load(ActNet net, TorchSharp.Modules.OptimizerHelper optimiser, string options)
    {
        var figures = JsonSerializer.Deserialize<Figures>(File.ReadAllText(Index))
            ?? throw new UserErrorException($"{Index}: empty; delete {directory} and train anew.");
        if (figures.Options != options)
        {
            throw new UserErrorException($"{directory}: the checkpoint is of a training with other settings or data; delete it or train without --resume.");
        }

        net.load(Newest);
        optimiser.load_state_dict(Optimiser);
        return figures;
    }

    public void Delete()
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Replace(string path, Action<string> write)
    {
        write(path + ".tmp");
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
