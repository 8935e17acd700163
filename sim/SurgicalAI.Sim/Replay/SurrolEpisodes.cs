using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Sim.Replay;

/// <summary>
/// Demonstrations recorded in SurRoL, one file for each of its single-arm tasks: 5 Hz, lengths five times life size. What each field
/// means stands in docs/simulator-surrol.md.
/// </summary>
public sealed class SurrolEpisodes
{
    /// <summary>Time between two observations, seconds.</summary>
    public const double PeriodS = 0.2;

    private const string Ending = "_plain.npz";
    private const int RobotStateLength = 7;
    private const int ActionLength = 5;
    private readonly NpyArray _actions;
    private readonly NpyArray _observations;
    private readonly NpyArray _isSuccess;

    private SurrolEpisodes(string task, NpyArray actions, NpyArray observations, NpyArray isSuccess) =>
        (Task, _actions, _observations, _isSuccess) = (task, actions, observations, isSuccess);

    /// <summary>SurRoL's name of the task, for example "NeedlePick".</summary>
    public string Task { get; }

    /// <summary>Number of episodes.</summary>
    public int Count => _actions.Shape[0];

    /// <summary>Actions in an episode; there is one observation more.</summary>
    public int Steps => _actions.Shape[1];

    /// <summary>The files of a folder, in order of their names.</summary>
    /// <param name="folder">Folder with <c>*_plain.npz</c> files.</param>
    /// <exception cref="UserErrorException">There are none.</exception>
    public static IReadOnlyList<string> FilesIn(string folder)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Ending) : [];
        return files.Length > 0
            ? [.. files.Order(StringComparer.Ordinal)]
            : throw new UserErrorException($"{folder}: no SurRoL demonstrations (*{Ending}) there.");
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">A <c>*_plain.npz</c> file; its name begins with the task's.</param>
    /// <exception cref="UserErrorException">It cannot be read or lacks an array; the message names both.</exception>
    public static SurrolEpisodes Load(string path)
    {
        var arrays = NpzFile.Read(path);
        NpyArray Array(string name, int dimensions) => arrays.TryGetValue(name, out var a) && a.Shape.Count == dimensions
            ? a
            : throw new UserErrorException($"{path}: array '{name}' with {dimensions} dimensions is missing.");

        var task = Path.GetFileName(path).Split('-')[0];
        var episodes = new SurrolEpisodes(task, Array("actions", 3), Array("observation", 3), Array("is_success", 2));
        return episodes.IsConsistent ? episodes : throw new UserErrorException($"{path}: its arrays do not fit together.");
    }

    /// <summary>Action at a step: dx, dy, dz, turn, jaw, each within -1 to 1.</summary>
    public ReadOnlySpan<double> Action(int episode, int step) => _actions.Row(episode, step);

    /// <summary>Robot's part of an observation: position (scaled metres), Euler angles (rad), jaw (rad).</summary>
    public ReadOnlySpan<double> Robot(int episode, int step) => _observations.Row(episode, step)[..RobotStateLength];

    /// <summary>Actions until the task was first done; null when it never was.</summary>
    public int? StepsToSuccess(int episode)
    {
        var row = _isSuccess.Values.Slice(episode * Steps, Steps);
        var first = row.IndexOfAnyExceptInRange(double.NegativeInfinity, 0.5);
        return first < 0 ? null : first + 1;
    }

    private bool IsConsistent =>
        _actions.Shape[2] == ActionLength && _observations.Shape[2] >= RobotStateLength
        && _observations.Shape[0] == Count && _isSuccess.Shape[0] == Count
        && _observations.Shape[1] == Steps + 1 && _isSuccess.Shape[1] == Steps;
}
