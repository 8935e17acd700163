using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Learning;

/// <summary>
/// The state of a task's scene as numbers: what the arms report, where goal and movable bodies are, and some points of each deformable
/// surface and thread. Lengths in metres, axes of the world. Hot path: no allocation.
/// </summary>
internal sealed class SceneObservation
{
    private const int PointsEach = 8;
    private readonly SimWorld _world;
    private readonly int[] _bodies;
    private readonly int[] _points;
    private readonly int _surfaces;
    private readonly int _strands;
    private int _at;

    public SceneObservation(SimWorld world)
    {
        _world = world;
        var scene = world.Scene;
        _bodies = [.. Enumerable.Range(0, scene.Physics.Bodies.Count).Where(i => scene.Physics.Bodies.MassKg(i) > 0)];
        (_surfaces, _strands) = (scene.Surfaces.Count, scene.Strands.Count);
        _points = new int[PointsEach * (_surfaces + _strands)];
        Names = [.. scene.Arms.SelectMany(OfArm), .. OfEcm(), .. Vector("goal"), .. _bodies.SelectMany(OfBody), .. OfPoints(), "time_left"];
        Begin();
    }

    /// <summary>Names of the numbers, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>An episode begins: chooses the points that are watched, evenly over each surface and thread.</summary>
    public void Begin()
    {
        var scene = _world.Scene;
        for (var i = 0; i < _points.Length; i++)
        {
            var (thing, place) = (i / PointsEach, i % PointsEach);
            var of = thing < _surfaces ? scene.Surfaces[thing].Surface.Triangles : scene.Strands[thing - _surfaces].Strand.Nodes;
            _points[i] = of[place * (of.Length - 1) / (PointsEach - 1)];
        }
    }

    /// <summary>Writes the numbers.</summary>
    public void Write(Span<double> observation)
    {
        if (observation.Length != Names.Count)
        {
            throw new ArgumentException($"An observation has {Names.Count} numbers, not {observation.Length}.", nameof(observation));
        }

        _at = 0;
        var scene = _world.Scene;
        for (var i = 0; i < scene.Arms.Count; i++)
        {
            Write(observation, scene.Arms[i]);
        }

        WriteEcm(observation);
        Write(observation, scene.Goal_world);
        WriteBodies(observation);
        foreach (var point in _points)
        {
            Write(observation, scene.Physics.Particles.Position(point));
        }

        observation[_at++] = 1 - (_world.Status.ElapsedS / _world.Task.TimeLimitS);
    }

    private static IEnumerable<string> OfArm(SimArm arm) =>
        [.. Vector($"{arm.Name}.tip"), .. Vector($"{arm.Name}.axis_x"), .. Vector($"{arm.Name}.axis_z"), $"{arm.Name}.jaw_rad", $"{arm.Name}.grip_n"];

    private IEnumerable<string> OfEcm() =>
        _world.Task.Rig.DrivesEndoscope ? ["ecm.yaw_rad", "ecm.pitch_rad", "ecm.insertion_m", "ecm.roll_rad"] : [];

    private static IEnumerable<string> OfBody(int body, int number) =>
        [.. Vector($"body{number}.place"), .. Vector($"body{number}.axis_x"), .. Vector($"body{number}.axis_z"), .. Vector($"body{number}.velocity")];

    private IEnumerable<string> OfPoints() =>
        Enumerable.Range(0, _points.Length).SelectMany(i => Vector(
            i / PointsEach < _surfaces ? $"surface{i / PointsEach}.point{i % PointsEach}" : $"strand{(i / PointsEach) - _surfaces}.point{i % PointsEach}"));

    private static IEnumerable<string> Vector(string name) => [$"{name}.x", $"{name}.y", $"{name}.z"];

    private void Write(Span<double> observation, SimArm arm)
    {
        var state = arm.Read();
        var T_world_tool = arm.Psm.Forward_world(state.Position);
        Write(observation, T_world_tool * arm.Psm.ControlPoint_tool);
        Write(observation, T_world_tool.R.X);
        Write(observation, T_world_tool.R.Z);
        observation[_at++] = state.JawRad;
        observation[_at++] = arm.Body.GripForceN;
    }

    private void WriteEcm(Span<double> observation)
    {
        if (_world.Task.Rig.DrivesEndoscope)
        {
            var joints = _world.Scene.Ecm.Position;
            ((ReadOnlySpan<double>)joints).CopyTo(observation[_at..]);
            _at += EcmJoints.Length;
        }
    }

    private void WriteBodies(Span<double> observation)
    {
        var bodies = _world.Scene.Physics.Bodies;
        foreach (var body in _bodies)
        {
            var pose = bodies.Pose(body);
            Write(observation, pose.P);
            Write(observation, pose.R.X);
            Write(observation, pose.R.Z);
            Write(observation, bodies.Velocity(body));
        }
    }

    private void Write(Span<double> observation, Vec3 v)
    {
        (observation[_at], observation[_at + 1], observation[_at + 2]) = (v.X, v.Y, v.Z);
        _at += 3;
    }
}
