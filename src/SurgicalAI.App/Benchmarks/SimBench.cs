using SurgicalAI.App.Reports;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Pipeline.Reports;
using SurgicalAI.Sim;
using SurgicalAI.Sim.Benchmarks;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.App.Benchmarks;

/// <summary>All that <c>bench sim</c> measures, made before the first round.</summary>
internal sealed class SimBench : IDisposable
{
    private const int WidthPx = 640;
    private const int HeightPx = 512;
    private static readonly int[] TissueSizes = [1000, 4000, 16000];

    private readonly ulong _seed;
    private readonly int _workers;
    private readonly TissueScene[] _tissue = [.. TissueSizes.Select(size => new TissueScene(size))];
    private readonly RigidScene _rigid = new();
    private readonly MujocoScene? _mujoco;
    private readonly string _mujocoMissing;
    private readonly RenderScene? _render;

    /// <summary>Makes the scenes; says in a line what is missing on this machine.</summary>
    public SimBench(ulong seed, int workers)
    {
        (_seed, _workers) = (seed, workers);
        _mujoco = MujocoScene.TryOpen(out _mujocoMissing);
        _render = OpenRender();
        if (_mujoco is null)
        {
            Console.Error.WriteLine(_mujocoMissing);
        }
    }

    /// <summary>Measures.</summary>
    public BenchSimReport Run(int rounds, double runSeconds, CancellationToken cancellation)
    {
        var contenders = Contenders();
        var paces = new Contest(rounds, runSeconds).Measure(contenders, cancellation);
        var next = 0;
        Pace Next() => paces[next++];
        var tasks = SimTasks.Names.Select(name => Task(name, Next())).ToArray();
        var tissue = _tissue.Select(scene => Tissue(scene, Next())).ToArray();
        var rigid = Rigid(Next(), _mujoco is null ? null : Next());
        var render = _render is null ? null : Render(Next(), Next());
        return new(tasks, rigid, tissue, render, rounds, runSeconds, _workers, _seed, BuildInfo.Commit, MachineInfo.Describe());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mujoco?.Dispose();
        _render?.Dispose();
    }

    private static RenderScene? OpenRender()
    {
        try
        {
            return new RenderScene(WidthPx, HeightPx);
        }
        catch (UserErrorException error)
        {
            Console.Error.WriteLine($"no pictures: {error.Message}");
            return null;
        }
    }

    private List<Contender> Contenders()
    {
        List<Contender> all = [.. SimTasks.Names.Select(name => new Contender(name, new TaskContender(new SimOptions { Task = name }, _seed, _workers).Run))];
        all.AddRange(_tissue.Select(scene => new Contender($"{scene.Tetrahedra} tetrahedra", scene.Step)));
        all.Add(new("rigid", _rigid.Step));
        if (_mujoco is not null)
        {
            all.Add(new("MuJoCo", _mujoco.Step));
        }

        if (_render is not null)
        {
            all.Add(new("pictures", count => Repeat(_render.Render, count)));
            all.Add(new("floor", count => Repeat(_render.Floor, count)));
        }

        return all;
    }

    private static void Repeat(Action action, int count)
    {
        for (; count > 0; count--)
        {
            action();
        }
    }

    private static TaskPace Task(string name, Pace pace) =>
        new(name, pace.PerSecond, pace.Slowest, pace.Fastest, pace.PerSecond * SimWorld.StepS);

    private static TissuePace Tissue(TissueScene scene, Pace pace) =>
        new(scene.Tetrahedra, pace.PerSecond, pace.Slowest, pace.Fastest, pace.PerSecond * scene.StepS);

    private RigidPace Rigid(Pace ours, Pace? mujoco) => mujoco is null
        ? new(ours.PerSecond, null, null, _mujocoMissing)
        : new(ours.PerSecond, mujoco.PerSecond, ours.PerSecond / mujoco.PerSecond, $"{_rigid.Describe}; MuJoCo {mujoco.PerSecond:F0} steps/s, ratio {ours.PerSecond / mujoco.PerSecond:F2}");

    private RenderPace Render(Pace pictures, Pace floor) =>
        new(WidthPx, HeightPx, pictures.PerSecond, floor.PerSecond, _render!.Device);
}
