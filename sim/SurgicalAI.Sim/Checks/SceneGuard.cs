using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Checks;

/// <summary>
/// Watches a scene for what cannot be: numbers that are not finite, things that fly about or leave the stage, things that end up
/// under the ground or inside a standing box. For soak runs and tests; allocates nothing while all is well.
/// </summary>
public sealed class SceneGuard
{
    /// <summary>Speed that no thing has for long on this stage, m/s.</summary>
    public const double MaxSpeedMPerS = 3;

    /// <summary>Half extent of the stage around the world's origin, metres.</summary>
    public const double StageHalfM = 0.2;

    /// <summary>How far a thing's middle may sink below the ground, metres.</summary>
    public const double MaxSinkM = 4 * Si.Mm;

    private const int ChecksUntilFast = 3;
    private readonly TaskScene _scene;
    private double[] _bodyDepthM = [];
    private double[] _particleDepthM = [];
    private int _fastChecks;

    /// <summary>Makes a guard.</summary>
    /// <param name="scene">Scene of a world; stays the same over its episodes.</param>
    public SceneGuard(TaskScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        _scene = scene;
    }

    /// <summary>Begins an episode: how deep things lie now is how deep they may lie.</summary>
    public void Begin()
    {
        var (bodies, particles) = (_scene.Physics.Bodies, _scene.Physics.Particles);
        _fastChecks = 0;
        Array.Resize(ref _bodyDepthM, Math.Max(_bodyDepthM.Length, bodies.Count));
        Array.Resize(ref _particleDepthM, Math.Max(_particleDepthM.Length, particles.Count));
        for (var i = 0; i < bodies.Count; i++)
        {
            _bodyDepthM[i] = Math.Max(0, DepthM(bodies.Pose(i).P)) + MaxSinkM;
        }

        for (var i = 0; i < particles.Count; i++)
        {
            _particleDepthM[i] = Math.Max(0, DepthM(particles.Position(i))) + MaxSinkM;
        }
    }

    /// <summary>What is wrong now, in words; null when nothing is.</summary>
    public string? Check() => ArmFault() ?? BodyFault() ?? ParticleFault() ?? SpeedFault();

    private string? ArmFault()
    {
        for (var i = 0; i < _scene.Arms.Count; i++)
        {
            var arm = _scene.Arms[i];
            if (!arm.T_world_tool.IsFinite || !double.IsFinite(arm.TrueJawRad) || !IsFinite(arm.Body.Velocity))
            {
                return $"{arm.Name} is not finite";
            }
        }

        return null;
    }

    private string? BodyFault()
    {
        var bodies = _scene.Physics.Bodies;
        for (var i = 0; i < bodies.Count; i++)
        {
            if (bodies.MassKg(i) > 0 && Fault(bodies.Pose(i).P, bodies.Velocity(i), _bodyDepthM[i]) is { } fault)
            {
                return $"body {i} {fault}";
            }
        }

        return null;
    }

    private string? ParticleFault()
    {
        var particles = _scene.Physics.Particles;
        for (var i = 0; i < particles.Count; i++)
        {
            if (particles.InverseMass[i] > 0 && Fault(particles.Position(i), particles.Velocity(i), _particleDepthM[i]) is { } fault)
            {
                return $"particle {i} {fault}";
            }
        }

        return null;
    }

    private string? Fault(Vec3 p, Vec3 v, double mayLieM)
    {
        if (!p.IsFinite || !v.IsFinite)
        {
            return "is not finite";
        }

        if (Math.Abs(p.X) > StageHalfM || Math.Abs(p.Y) > StageHalfM || Math.Abs(p.Z) > StageHalfM)
        {
            return $"left the stage at ({p.X:F3}, {p.Y:F3}, {p.Z:F3}) m";
        }

        if (DepthM(p) > mayLieM)
        {
            return $"lies {DepthM(p) * 1000:F1} mm under the ground";
        }

        return BoxDepthM(p) > MaxSinkM ? $"lies {BoxDepthM(p) * 1000:F1} mm inside a standing box" : null;
    }

    // One fast step is a clash that the solver held back; several in a row are something that flies.
    private string? SpeedFault()
    {
        var (fastest, body, particle) = Fastest();
        _fastChecks = fastest > MaxSpeedMPerS ? _fastChecks + 1 : 0;
        return _fastChecks < ChecksUntilFast ? null : $"{(particle < 0 ? $"body {body}" : $"particle {particle}")} moves at {fastest:F1} m/s";
    }

    private (double MPerS, int Body, int Particle) Fastest()
    {
        var (bodies, particles) = (_scene.Physics.Bodies, _scene.Physics.Particles);
        var (squared, body, particle) = (0.0, -1, -1);
        for (var i = 0; i < bodies.Count; i++)
        {
            var v = bodies.MassKg(i) > 0 ? bodies.Velocity(i) : default;
            (squared, body) = v.Dot(v) > squared ? (v.Dot(v), i) : (squared, body);
        }

        for (var i = 0; i < particles.Count; i++)
        {
            var v = particles.Velocity(i);
            (squared, particle) = v.Dot(v) > squared ? (v.Dot(v), i) : (squared, particle);
        }

        return (Math.Sqrt(squared), body, particle);
    }

    private double DepthM(Vec3 p) => _scene.Surface.HeightM(p.X, p.Y) - p.Z;

    // How deep a point lies inside the boxes that stand still; 0 outside of them.
    private double BoxDepthM(Vec3 p)
    {
        var bodies = _scene.Physics.Bodies;
        var depth = 0.0;
        for (var i = 0; i < bodies.Count; i++)
        {
            if (bodies.MassKg(i) > 0)
            {
                continue;
            }

            var p_body = bodies.Pose(i).Inverse() * p;
            foreach (ref readonly var shape in bodies.Shapes(i))
            {
                depth = Math.Max(depth, shape.Kind == ShapeKind.Box ? DepthInBox(shape, p_body) : 0);
            }
        }

        return depth;
    }

    private static double DepthInBox(in CollisionShape box, Vec3 p_body)
    {
        var p = box.T_body_shape.Inverse() * p_body;
        var (half, r) = (box.HalfSizeM, box.RadiusM);
        return Math.Min(half.X + r - Math.Abs(p.X), Math.Min(half.Y + r - Math.Abs(p.Y), half.Z + r - Math.Abs(p.Z)));
    }

    private static bool IsFinite(JointVector v)
    {
        foreach (var value in (ReadOnlySpan<double>)v)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
