using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Sim.Benchmarks;

/// <summary>Falling balls, capsules and boxes and a swinging chain: rigid physics at work, as <see cref="MujocoScene"/> has it too.</summary>
public sealed class RigidScene
{
    private const int Substeps = 2;
    private readonly DynamicsWorld _world = new(new DynamicsOptions());
    private readonly int[] _items;
    private readonly int[] _links = new int[RigidSceneLayout.Links];

    /// <summary>Builds the scene.</summary>
    public RigidScene()
    {
        foreach (var (centre, half) in RigidSceneLayout.Fixed)
        {
            Add(CollisionShape.Box(half), 0, centre, Rotation.Identity);
        }

        _items = [.. RigidSceneLayout.Items.Select(item => Add(item.Shape, item.MassKg, item.P, item.R))];
        AddChain();
    }

    /// <summary>What it is, for people.</summary>
    public string Describe { get; } =
        $"{RigidSceneLayout.Items.Length} balls, capsules and boxes falling into a box with walls, a chain of {RigidSceneLayout.Links} links; steps of 2 ms in {Substeps} substeps";

    /// <summary>Length of a step, seconds.</summary>
    public double StepS { get; } = RigidSceneLayout.StepS;

    internal DynamicsWorld World => _world;

    internal ReadOnlySpan<int> Items => _items;

    /// <summary>Moves the scene on.</summary>
    /// <param name="count">Number of steps.</param>
    public void Step(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _world.Step(RigidSceneLayout.StepS, Substeps);
        }
    }

    private int Add(in CollisionShape shape, double massKg, Vec3 p, Rotation r) =>
        _world.AddBody(new RigidBodySpec { MassKg = massKg, Friction = RigidSceneLayout.Friction, T_world_body = new(r, p) }, shape);

    private void AddChain()
    {
        var along = new Vec3(0.5 * RigidSceneLayout.LinkM, 0, 0);
        var last = Anchor.World(RigidSceneLayout.ChainTop);
        for (var i = 0; i < _links.Length; i++)
        {
            var shape = CollisionShape.Capsule(-along, along, RigidSceneLayout.LinkRadiusM);
            var p = RigidSceneLayout.ChainTop + (RigidSceneLayout.R_world_chain * (((2 * i) + 1) * along));
            _links[i] = Add(shape, RigidSceneLayout.LinkKg, p, RigidSceneLayout.R_world_chain);
            _world.Attach(Anchor.Body(_links[i], -along), last, 0, 0);
            last = Anchor.Body(_links[i], along);
            if (i > 0)
            {
                _world.IgnoreContact(_links[i - 1], _links[i]);
            }
        }
    }
}
