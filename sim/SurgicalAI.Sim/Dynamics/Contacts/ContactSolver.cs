using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// Corrects the way of bodies and arms in a substep so that they do not enter each other and friction stays in its cone:
/// projected Gauss-Seidel over multipliers that start from the last substep's. Vectors named by "frame" are components along a
/// contact's normal and two tangents. What instruments press is <see cref="GraspSolver"/>'s. Hot path: no allocation.
/// </summary>
internal sealed partial class ContactSolver(RigidBodies bodies, List<ArmBody> arms, ContactSet contacts)
{
    // Passes over instruments that touch nothing but each other and the ground.
    private const int ArmPasses = 8;

    // Rigid bodies inside each other part like a strongly damped spring of an eighth of the substeps' rate (Catto, "Solver2D", 2024):
    // the multipliers leak a little, which is what lets a stack come to rest.
    private const double Turn = 2 * Math.PI / 8;
    private const double DampingRatio = 10;
    private const double Firmness = Turn * ((2 * DampingRatio) + Turn);
    private const double PartingRate = Turn / ((2 * DampingRatio) + Turn);
    private const double MassShare = Firmness / (1 + Firmness);
    private const double Leak = 1 / (1 + Firmness);
    private const double PartingSpeedMPerS = 0.1;

    // A drift of an anchor of static friction is taken back at this rate per substep.
    private const double StickRate = 0.1;
    private const double BounceSpeedMPerS = 0.01;
    private const double TinyMass = 1e-12;

    private readonly RigidBodies _bodies = bodies;
    private readonly List<ArmBody> _arms = arms;
    private readonly ContactSet _contacts = contacts;
    private double _lastHS;

    public void Clear() => _lastHS = 0;

    public void Visit(StateArchive archive) => archive.Visit(ref _lastHS);

    /// <summary>Places contact points, and applies the multipliers that were kept.</summary>
    public void Prepare(double hS)
    {
        var scale = _lastHS > 0 ? hS * hS / (_lastHS * _lastHS) : 1;
        _lastHS = hS;
        _rowCount = 0;
        foreach (ref var c in _contacts.Items)
        {
            Place(ref c);
            Weigh(ref c);
            c.Impulse *= scale;
            c.ApproachMPerS = c.Restitution > 0 ? Way(c).X / hS : 0;
            if (!c.IsInGrasp)
            {
                Push(c, c.Impulse);
            }
        }
    }

    /// <summary>One pass over all contacts, more where instruments touch nothing but each other and the ground.</summary>
    public void Solve(double hS)
    {
        var items = _contacts.Items;
        foreach (ref var c in items)
        {
            if (!c.IsInGrasp)
            {
                Solve(ref c, hS);
            }
        }

        if (_contacts.PressesBodies)
        {
            return;
        }

        var pressed = _contacts.Pressed;
        for (var pass = 1; pass < ArmPasses; pass++)
        {
            foreach (var i in pressed)
            {
                Solve(ref items[i], hS);
            }
        }
    }

    /// <summary>
    /// After bodies have moved: takes the speed of parting out again, which is no speed of the bodies, and lets what bounces bounce.
    /// </summary>
    public void Relax(double hS)
    {
        foreach (ref var c in _contacts.Items)
        {
            if (c.Compliance == 0 && (c.Impulse.X > 0 || c.GapM <= 0))
            {
                RelaxContact(ref c, hS);
            }
        }
    }

    /// <summary>Tells the arms what they felt, and lets go of anchors of friction that slipped.</summary>
    public void Report(double hS, double share)
    {
        foreach (ref var c in _contacts.Items)
        {
            if ((c.A.IsArm || c.B.IsArm) && c.Impulse.X > 0)
            {
                var rate = share / (hS * hS);
                var force = rate * c.InWorld(c.Impulse);
                Report(c.A, c.B, force, rate * c.Impulse.X, c.N);
                Report(c.B, c.A, -force, rate * c.Impulse.X, -c.N);
            }

            if (c.Slips)
            {
                (c.StickA, c.StickB) = (c.LocalA, ToLocal(c.B, c.At));
            }
        }
    }

    private void Report(Side side, Side other, Vec3 force, double normalN, Vec3 outward)
    {
        if (!side.IsArm)
        {
            return;
        }

        var arm = _arms[side.Arm];
        arm.AddLoad(side.Link, force, normalN * arm.InnerFace(side.Link, outward));
        if (other.IsGround)
        {
            arm.AddGroundLoad(force);
        }
    }

    private void Solve(ref RigidContact c, double hS)
    {
        SolveFriction(ref c);
        SolveNormal(ref c, hS);
    }

    private void SolveNormal(ref RigidContact c, double hS)
    {
        var (softness, damping) = Softness(c, hS);
        var residual = ((1 + damping) * WayAlong(c)) + Bias(c, hS) + (softness * c.Impulse.X);
        var push = -residual / Math.Max(TinyMass, ((1 + damping) * c.InverseMass.X) + softness);
        push = c.GapM < 0 && c.Compliance == 0 ? (MassShare * push) - (Leak * c.Impulse.X) : push;
        push = Math.Max(push, -c.Impulse.X);
        if (push != 0)
        {
            Apply(ref c, new(push, 0, 0));
        }
    }

    private static (double Softness, double Damping) Softness(in RigidContact c, double hS)
    {
        var softness = c.Compliance / (hS * hS);
        return (softness, c.GapM < 0 ? softness * c.Damping * hS : 0);
    }

    private static double Bias(in RigidContact c, double hS) =>
        c.GapM >= 0 || c.Compliance > 0 ? c.GapM : Math.Max(PartingRate * c.GapM, -PartingSpeedMPerS * hS);

    private void SolveFriction(ref RigidContact c)
    {
        var limit = c.Friction * c.Impulse.X;
        if (limit <= 0 && c.Impulse.Y == 0 && c.Impulse.Z == 0)
        {
            return;
        }

        var way = Way(c);
        var wanted = new Vec3(
            0,
            c.Impulse.Y - ((way.Y + (StickRate * c.Drift1)) / Math.Max(TinyMass, c.InverseMass.Y)),
            c.Impulse.Z - ((way.Z + (StickRate * c.Drift2)) / Math.Max(TinyMass, c.InverseMass.Z)));
        c.Slips = InCone(ref wanted, limit);
        Apply(ref c, new(0, wanted.Y - c.Impulse.Y, wanted.Z - c.Impulse.Z));
    }

    private static bool InCone(ref Vec3 tangential, double limit)
    {
        var squared = (tangential.Y * tangential.Y) + (tangential.Z * tangential.Z);
        if (squared <= limit * limit)
        {
            return false;
        }

        tangential *= limit / Math.Sqrt(squared);
        return true;
    }

    private void Apply(ref RigidContact c, Vec3 frameImpulse)
    {
        c.Impulse += frameImpulse;
        Push(c, frameImpulse);
    }

    private void RelaxContact(ref RigidContact c, double hS)
    {
        var v = c.InFrame(Velocity(c));
        var bounce = c.Impulse.X > 0 && c.ApproachMPerS < -BounceSpeedMPerS ? c.Restitution * c.ApproachMPerS : 0;
        var gap = c.GapM + (hS * v.X);
        var target = bounce < 0 ? -bounce : Math.Min(0, -gap / hS);
        var push = Math.Max(hS * (target - v.X) / Math.Max(TinyMass, c.InverseMass.X), -c.Impulse.X);
        c.Impulse += new Vec3(push, 0, 0);
        PushVelocity(c, push / hS * c.N);
        if (c.Friction > 0)
        {
            RelaxFriction(ref c, hS);
        }
    }

    private void RelaxFriction(ref RigidContact c, double hS)
    {
        var v = c.InFrame(Velocity(c));
        var wanted = new Vec3(
            0,
            c.Impulse.Y - (hS * v.Y / Math.Max(TinyMass, c.InverseMass.Y)),
            c.Impulse.Z - (hS * v.Z / Math.Max(TinyMass, c.InverseMass.Z)));
        InCone(ref wanted, c.Friction * c.Impulse.X);
        var change = new Vec3(0, wanted.Y - c.Impulse.Y, wanted.Z - c.Impulse.Z);
        c.Impulse += change;
        PushVelocity(c, c.InWorld(change) / hS);
    }
}
