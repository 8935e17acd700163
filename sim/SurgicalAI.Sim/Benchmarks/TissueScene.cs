using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Dynamics.Soft;

namespace SurgicalAI.Sim.Benchmarks;

/// <summary>
/// A slab of liver-like tissue, pinned below, that a round tool presses and strokes without rest: what a laptop can do with soft tissue.
/// Cells keep their size, so that more tetrahedra are more tissue: 1,000 cover about 4 x 4 cm, 4,000 8 x 8 cm.
/// </summary>
public sealed class TissueScene
{
    private const double CellM = 4 * Si.Mm;
    private const int Layers = 2;
    private const double ToolRadiusM = 5 * Si.Mm;
    private const double PressM = 3 * Si.Mm;
    private const double StrokeM = 8 * Si.Mm;
    private readonly DynamicsWorld _world = new(new DynamicsOptions());
    private readonly int _tool;
    private long _step;

    /// <summary>Builds the slab and takes a few steps.</summary>
    /// <param name="aboutTetrahedra">Wanted size; the next square slab is taken.</param>
    public TissueScene(int aboutTetrahedra)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(aboutTetrahedra, 1);
        var cells = Math.Max(2, (int)Math.Round(Math.Sqrt(aboutTetrahedra / (5.0 * Layers))));
        var mesh = TetMeshes.Slab(0, 0, cells * CellM, cells * CellM, Layers * CellM, (_, _) => 0, cells, cells, Layers);
        Tissue = TetBody.AddTo(_world, mesh, new() { YoungModulusPa = 5_000, PoissonRatio = 0.42, DampingPerS = 8 });
        Tissue.PinWhere(p => p.Z < 1e-9);
        _tool = _world.AddBody(new RigidBodySpec { T_world_body = Tool(0), Kinematic = true, Friction = 0.2 }, CollisionShape.Sphere(Vec3.Zero, ToolRadiusM));
        Step(10);
    }

    /// <summary>Tetrahedra in the slab.</summary>
    public int Tetrahedra => Tissue.Mesh.Tetrahedra;

    /// <summary>Length of a step, seconds.</summary>
    public double StepS { get; } = 0.001;

    /// <summary>The slab.</summary>
    public TetBody Tissue { get; }

    /// <summary>Moves the tool and the tissue on.</summary>
    /// <param name="count">Number of steps.</param>
    public void Step(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _world.Bodies.SetPose(_tool, Tool(++_step * StepS));
            _world.Step(StepS, 1);
        }
    }

    private static Pose<WorldFrame, BodyFrame> Tool(double timeS)
    {
        var stroke = StrokeM * Math.Sin(2 * Math.PI * 0.5 * timeS);
        var press = PressM * 0.5 * (1 - Math.Cos(2 * Math.PI * 1.3 * timeS));
        return new(Rotation.Identity, new(stroke, 0, (Layers * CellM) + ToolRadiusM - press));
    }
}
