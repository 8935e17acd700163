using SurgicalAI.Sim.Randomisation;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim;

/// <summary>Plays tasks by their scripts and hands out what the scene is like on the way; keeps one world a task and look.</summary>
/// <param name="options">Picture and physics; task and look are exchanged.</param>
internal sealed class EpisodeMoments(SimOptions options)
{
    private readonly Dictionary<(string Task, RandomisationOptions Look), (SimWorld World, TaskDriver Driver)> _players = [];
    private (SimWorld World, TaskDriver Driver) _playing;

    /// <summary>Begins an episode.</summary>
    /// <param name="task">Task, one of <see cref="SimTasks.Names"/>.</param>
    /// <param name="look">How the scene is varied.</param>
    /// <param name="seed">Seed of the episode.</param>
    public void Begin(string task, RandomisationOptions look, ulong seed)
    {
        if (!_players.TryGetValue((task, look), out _playing))
        {
            var world = new SimWorld(options with { Task = task, Randomisation = look });
            _playing = (world, new(world, world.Task.MakeExpert()));
            _players.Add((task, look), _playing);
        }

        _playing.Driver.Begin(seed);
    }

    /// <summary>Plays on; a task that is done goes on standing.</summary>
    /// <param name="seconds">Simulated time.</param>
    public void Advance(double seconds)
    {
        for (var s = 0.0; s < seconds; s += SimWorld.StepS)
        {
            _playing.Driver.Step();
        }
    }

    /// <summary>The scene now.</summary>
    public SceneState Snapshot() => _playing.World.Snapshot();
}
