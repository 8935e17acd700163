using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// Keeps soft points out of bodies, arms and ground, and holds them by friction. Two jaws that pinch a point press on each other
/// through it, because its own small mass would not stop them; that press is what friction then has to spend. Hot path: no
/// allocation.
/// </summary>
internal sealed class SoftContactSolver(Particles particles, Anchors anchors, List<ArmBody> arms, SoftContactSet contacts)
{
    // Push of a stiff but not rigid instrument through what it holds.
    private const double GripCompliance = 5e-6;

    // What slips in from the side between closed jaws does not throw them open.
    private const double MostPinchN = 10;

    // Damping over stiffness of what is squashed: without it jaws that close on a thread bounce, and let go of it each time.
    private const double SquashDampingS = 6e-3;

    // What is inside something already comes out at this speed.
    private const double PartingSpeedMPerS = 0.1;
    private const double TinyMass = 1e-9;

    /// <summary>One pass.</summary>
    public void Solve(double hS)
    {
        var items = contacts.Items;
        for (var i = 0; i < items.Length; i++)
        {
            ref var c = ref items[i];
            if (c.Partner > i)
            {
                Pinch(ref c, ref items[c.Partner], hS);
            }

            SolveNormal(ref c, hS, out var normal);
            SolveFriction(ref c, normal + c.Grip);
        }

        KeepAboveGround(items);
    }

    /// <summary>Tells the arms what they felt.</summary>
    /// <param name="hS">Substep, seconds.</param>
    /// <param name="dtS">Step, seconds.</param>
    public void Report(double hS, double dtS)
    {
        var rate = 1 / (hS * dtS);
        foreach (ref var c in contacts.Items)
        {
            if (c.Side.IsArm && c.Impulse != Vec3.Zero)
            {
                var force = -rate * c.Impulse;
                var arm = arms[c.Side.Arm];
                arm.AddLoad(c.Side.Link, force, rate * c.Impulse.Dot(c.N) * arm.InnerFace(c.Side.Link, -c.N));
            }
        }
    }

    // The ground has the last word over an arm that presses. What went in during this substep is stopped; what was in before is laid
    // on the ground and gets no speed from that.
    private void KeepAboveGround(Span<SoftContact> items)
    {
        foreach (ref var c in items)
        {
            if (c.Side.IsGround && particles.InverseMass[c.Soft.Index] > 0 && GapM(c) is var gap && gap < 0)
            {
                var before = Math.Clamp(gap - GapChangeM(c), gap, 0);
                particles.Lift(c.Soft.Index, (before - gap) * c.N, -before * c.N);
            }
        }
    }

    private double GapM(in SoftContact c) => (anchors.Position(c.Soft) - anchors.Position(c.Hard)).Dot(c.N) - c.RadiusM;

    // In this substep so far.
    private double GapChangeM(in SoftContact c) => (anchors.Displacement(c.Soft) - anchors.Displacement(c.Hard)).Dot(c.N);

    private void Pinch(ref SoftContact c, ref SoftContact d, double hS)
    {
        var sum = GapM(c) + GapM(d);
        (c.Grip, d.Grip, c.TargetM, d.TargetM) = (0, 0, 0, 0);
        if (sum >= 0)
        {
            return;
        }

        // Along one axis, so that the jaws, which stand at an angle, do not push the arm as a whole.
        var n = (c.N - d.N).Normalized();
        var arm = arms[c.Side.Arm];
        var w = arm.PairInverseMass(c.Side.Link, anchors.Position(c.Hard), -n, d.Side.Link, anchors.Position(d.Hard), n);
        sum = Math.Max(sum, -MostPinchN * (GripCompliance + c.SquashMPerN));
        var softness = (GripCompliance + c.SquashMPerN) / (hS * hS);
        var damping = c.SquashMPerN > 0 ? SquashDampingS / hS : 0;
        var push = Math.Max(0, -(sum + (damping * (GapChangeM(c) + GapChangeM(d)))) / (((1 + damping) * w) + softness));
        anchors.Push(c.Hard, -push * n);
        anchors.Push(d.Hard, push * n);
        c.Impulse += push * n;
        d.Impulse -= push * n;
        (c.Grip, d.Grip, c.TargetM, d.TargetM) = (push, push, 0.5 * sum, 0.5 * sum);
    }

    private void SolveNormal(ref SoftContact c, double hS, out double push)
    {
        var gap = GapM(c);
        var before = gap - GapChangeM(c);
        var lacking = Math.Min(c.TargetM, before + (hS * PartingSpeedMPerS)) - gap;
        push = lacking > 0 ? lacking / Math.Max(TinyMass, anchors.InverseMass(c.Soft, c.N) + anchors.InverseMass(c.Hard, c.N)) : 0;
        if (push > 0)
        {
            Push(ref c, push * c.N);
        }
    }

    private void SolveFriction(ref SoftContact c, double normal)
    {
        var soft = anchors.Position(c.Soft);
        if (normal <= 0)
        {
            c.Stick = ToLocal(c, soft);
            return;
        }

        var drift = soft - anchors.Position(SoftContactSet.At(c.Side, c.Stick));
        drift -= drift.Dot(c.N) * c.N;
        var length = drift.Length;
        if (length < 1e-12)
        {
            return;
        }

        var t = drift / length;
        var w = anchors.InverseMass(c.Soft, t) + anchors.InverseMass(c.Hard, t);
        var push = length / Math.Max(TinyMass, w);
        var limit = c.Friction * normal;
        Push(ref c, -Math.Min(push, limit) * t);
        if (push > limit)
        {
            c.Stick = ToLocal(c, anchors.Position(c.Soft));
        }
    }

    // Frames of bodies and links are those at the substep's start.
    private Vec3 ToLocal(in SoftContact c, Vec3 p) => contacts.ToLocal(c.Side, p - anchors.Displacement(c.Hard));

    private void Push(ref SoftContact c, Vec3 impulse)
    {
        anchors.Push(c.Soft, impulse);
        anchors.Push(c.Hard, -impulse);
        c.Impulse += impulse;
    }
}
