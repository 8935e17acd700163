using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>
/// Where anchors are and how they give way. During a substep positions are those reached so far; <see cref="Push"/> takes a
/// positional impulse (XPBD's multiplier times direction, kg m), which moves whatever the anchor sits on.
/// </summary>
public sealed class Anchors
{
    private readonly Particles _particles;
    private readonly RigidBodies _bodies;
    private readonly List<ArmBody> _arms;

    internal Anchors(Particles particles, RigidBodies bodies, List<ArmBody> arms) => (_particles, _bodies, _arms) = (particles, bodies, arms);

    /// <summary>Position, metres, world frame.</summary>
    public Vec3 Position(in Anchor a)
    {
        switch (a.Kind)
        {
            case AnchorKind.Body:
                ref var body = ref _bodies[a.Index];
                var lever = body.Lever(a.Point);
                return body.P + lever + body.ShiftAt(lever);
            case AnchorKind.Arm:
                var p = _arms[a.Index].Point(a.Link, a.Point);
                return p + _arms[a.Index].Shift(a.Link, p);
            case AnchorKind.Particle:
                return _particles.Position(a.Index);
            case AnchorKind.Triangle:
                return (a.Point.X * _particles.Position(a.Index)) + (a.Point.Y * _particles.Position(a.Second)) + (a.Point.Z * _particles.Position(a.Third));
            default:
                return a.Point;
        }
    }

    /// <summary>Way gone since the substep's start, metres.</summary>
    public Vec3 Displacement(in Anchor a)
    {
        switch (a.Kind)
        {
            case AnchorKind.Body:
                ref var body = ref _bodies[a.Index];
                return body.ShiftAt(body.Lever(a.Point));
            case AnchorKind.Arm:
                return _arms[a.Index].Shift(a.Link, _arms[a.Index].Point(a.Link, a.Point));
            case AnchorKind.Particle:
                return Way(a.Index);
            case AnchorKind.Triangle:
                return (a.Point.X * Way(a.Index)) + (a.Point.Y * Way(a.Second)) + (a.Point.Z * Way(a.Third));
            default:
                return default;
        }
    }

    /// <summary>Velocity, m/s.</summary>
    public Vec3 Velocity(in Anchor a)
    {
        switch (a.Kind)
        {
            case AnchorKind.Body:
                ref var body = ref _bodies[a.Index];
                return body.VelocityAt(body.Lever(a.Point));
            case AnchorKind.Arm:
                return _arms[a.Index].VelocityAt(a.Link, _arms[a.Index].Point(a.Link, a.Point));
            case AnchorKind.Particle:
                return _particles.Velocity(a.Index);
            case AnchorKind.Triangle:
                return (a.Point.X * _particles.Velocity(a.Index)) + (a.Point.Y * _particles.Velocity(a.Second)) + (a.Point.Z * _particles.Velocity(a.Third));
            default:
                return default;
        }
    }

    /// <summary>Inverse mass against a push along a unit direction, 1/kg; 0 where nothing moves.</summary>
    public double InverseMass(in Anchor a, Vec3 n)
    {
        switch (a.Kind)
        {
            case AnchorKind.Body:
                ref var body = ref _bodies[a.Index];
                return body.InverseMassAt(body.Lever(a.Point), n);
            case AnchorKind.Arm:
                return _arms[a.Index].InverseMassAt(a.Link, _arms[a.Index].Point(a.Link, a.Point), n);
            case AnchorKind.Particle:
                return _particles.InverseMass[a.Index];
            case AnchorKind.Triangle:
                var (w, m) = (a.Point, _particles.InverseMass);
                return (w.X * w.X * m[a.Index]) + (w.Y * w.Y * m[a.Second]) + (w.Z * w.Z * m[a.Third]);
            default:
                return 0;
        }
    }

    /// <summary>Applies a positional impulse, kg m.</summary>
    public void Push(in Anchor a, Vec3 impulse)
    {
        switch (a.Kind)
        {
            case AnchorKind.Body:
                ref var body = ref _bodies[a.Index];
                body.Push(body.Lever(a.Point), impulse);
                break;
            case AnchorKind.Arm:
                _arms[a.Index].Push(a.Link, _arms[a.Index].Point(a.Link, a.Point), impulse);
                break;
            case AnchorKind.Particle:
                Move(a.Index, impulse);
                break;
            case AnchorKind.Triangle:
                Move(a.Index, a.Point.X * impulse);
                Move(a.Second, a.Point.Y * impulse);
                Move(a.Third, a.Point.Z * impulse);
                break;
        }
    }

    private Vec3 Way(int i) => _particles.Position(i) - _particles.Previous(i);

    private void Move(int i, Vec3 impulse)
    {
        var w = _particles.InverseMass[i];
        _particles.X[i] += w * impulse.X;
        _particles.Y[i] += w * impulse.Y;
        _particles.Z[i] += w * impulse.Z;
    }
}
