using SurgicalAI.App.Evaluation;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Benchmarks;

/// <summary>A task's expert playing episode after episode on each of some threads; resets count.</summary>
internal sealed class TaskContender
{
    private readonly Player[] _players;

    /// <summary>Makes a world for each thread.</summary>
    /// <param name="options">Simulator.</param>
    /// <param name="seed">Seed of the first episode of the first thread.</param>
    /// <param name="threads">Number of threads.</param>
    public TaskContender(SimOptions options, ulong seed, int threads) =>
        _players = [.. Enumerable.Range(0, threads).Select(i => new Player(options, seed + (1000 * (ulong)i)))];

    /// <summary>Plays a number of control steps, shared out over the threads.</summary>
    public void Run(int steps)
    {
        var each = Math.Max(1, steps / _players.Length);
        WorkerThreads.Run(_players.Length, _players.Length, () => _players, (players, i) => players[i].Play(each));
    }

    private sealed class Player
    {
        private readonly SimWorld _world;
        private readonly TaskDriver _driver;
        private ulong _seed;

        public Player(SimOptions options, ulong seed)
        {
            _seed = seed;
            _world = new SimWorld(options);
            _driver = new TaskDriver(_world, _world.Task.MakeExpert());
            _driver.Begin(seed);
        }

        public void Play(int steps)
        {
            for (; steps > 0; steps--)
            {
                if (_world.Status.IsOver)
                {
                    _driver.Begin(++_seed);
                }

                _driver.Step();
            }
        }
    }
}
