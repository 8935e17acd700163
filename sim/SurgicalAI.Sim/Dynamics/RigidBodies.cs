using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>The rigid bodies of a world, by index.</summary>
public sealed class RigidBodies
{
    private BodyState[] _states = new BodyState[16];
    private Pose<WorldFrame, BodyFrame>[] _targets = new Pose<WorldFrame, BodyFrame>[16];
    private CollisionShape[] _shapes = new CollisionShape[32];
    private int _shapeCount;

    internal RigidBodies()
    {
    }

    /// <summary>Number of bodies.</summary>
    public int Count { get; private set; }

    internal Span<BodyState> States => _states.AsSpan(0, Count);

    internal ReadOnlySpan<CollisionShape> AllShapes => _shapes.AsSpan(0, _shapeCount);

    internal ref BodyState this[int body] => ref _states[body];

    /// <summary>Pose of a body.</summary>
    public Pose<WorldFrame, BodyFrame> Pose(int body) => new(_states[body].R, _states[body].P);

    /// <summary>Velocity of the centre of mass, m/s, world axes.</summary>
    public Vec3 Velocity(int body) => _states[body].V;

    /// <summary>Angular velocity, rad/s, world axes.</summary>
    public Vec3 AngularVelocity(int body) => _states[body].W;

    /// <summary>Mass, kg; 0 for a static or kinematic body.</summary>
    public double MassKg(int body) => _states[body].InverseMass > 0 ? 1 / _states[body].InverseMass : 0;

    /// <summary>Shapes of a body.</summary>
    public ReadOnlySpan<CollisionShape> Shapes(int body) => _shapes.AsSpan(_states[body].FirstShape, _states[body].ShapeCount);

    /// <summary>
    /// Moves a body. A kinematic one goes there during the next step, pushing what is in its way; any other is put there at rest.
    /// </summary>
    public void SetPose(int body, in Pose<WorldFrame, BodyFrame> T_world_body)
    {
        _targets[body] = T_world_body;
        ref var state = ref _states[body];
        if (!state.Kinematic)
        {
            (state.R, state.P, state.V, state.W) = (T_world_body.R, T_world_body.P, default, default);
            state.RefreshInertia();
        }
    }

    /// <summary>Sets the velocities of a body, m/s and rad/s, world axes.</summary>
    public void SetVelocity(int body, Vec3 velocity, Vec3 angularVelocity) => (_states[body].V, _states[body].W) = (velocity, angularVelocity);

    internal void Clear() => (Count, _shapeCount) = (0, 0);

    internal int Add(in RigidBodySpec spec, ReadOnlySpan<CollisionShape> shapes)
    {
        if (Count == _states.Length)
        {
            Array.Resize(ref _states, 2 * Count);
            Array.Resize(ref _targets, 2 * Count);
        }

        while (_shapeCount + shapes.Length > _shapes.Length)
        {
            Array.Resize(ref _shapes, 2 * _shapes.Length);
        }

        shapes.CopyTo(_shapes.AsSpan(_shapeCount));
        var moves = spec.MassKg > 0 && !spec.Kinematic;
        var inertia = spec.InertiaKgM2 == Vec3.Zero ? ShapeInertia.Of(spec.MassKg, shapes) : spec.InertiaKgM2;
        _targets[Count] = spec.T_world_body;
        _states[Count] = new BodyState
        {
            P = spec.T_world_body.P,
            R = spec.T_world_body.R,
            InverseMass = moves ? 1 / spec.MassKg : 0,
            PrincipalInverse = moves ? new(1 / inertia.X, 1 / inertia.Y, 1 / inertia.Z) : default,
            Friction = spec.Friction,
            Restitution = spec.RestitutionUnitless,
            Kinematic = spec.Kinematic,
            FirstShape = _shapeCount,
            ShapeCount = shapes.Length,
            BoundingRadiusM = BoundingRadius(shapes),
        };
        _states[Count].RefreshInertia();
        _shapeCount += shapes.Length;
        return Count++;
    }

    internal void BeginStep(double dtS)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var state = ref _states[i];
            if (state.Kinematic)
            {
                state.V = (_targets[i].P - state.P) / dtS;
                state.W = (_targets[i].R * state.R.Inverse()).ToRotationVector() / dtS;
            }
        }
    }

    internal double EnergyJ(Vec3 gravity)
    {
        var energy = 0.0;
        foreach (ref var s in States)
        {
            if (s.InverseMass > 0)
            {
                var w = s.R.Inverse() * s.W;
                var i = s.PrincipalInverse;
                energy += ((0.5 * s.V.Dot(s.V)) - gravity.Dot(s.P)) / s.InverseMass;
                energy += 0.5 * ((w.X * w.X / i.X) + (w.Y * w.Y / i.Y) + (w.Z * w.Z / i.Z));
            }
        }

        return energy;
    }

    internal void Visit(StateArchive archive)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var state = ref _states[i];
            archive.Visit(ref state.P);
            archive.Visit(ref state.R);
            archive.Visit(ref state.V);
            archive.Visit(ref state.W);
            archive.Visit(ref _targets[i]);
            if (archive.IsRestoring)
            {
                state.RefreshInertia();
            }
        }
    }

    private static double BoundingRadius(ReadOnlySpan<CollisionShape> shapes)
    {
        var radius = 0.0;
        foreach (ref readonly var s in shapes)
        {
            radius = Math.Max(radius, s.T_body_shape.P.Length + s.HalfSizeM.Length + s.RadiusM);
        }

        return radius;
    }
}
