using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <content>
/// How the sides of a contact lie and give way. A body has a lever from its centre of mass to the contact, an arm three rows of its
/// Jacobian: along the normal and the tangents.
/// </content>
internal sealed partial class ContactSolver
{
    private const int RowLength = 3 * ArmBody.Degrees;
    private double[] _rows = new double[16 * RowLength];
    private int _rowCount;

    private void Place(ref RigidContact c)
    {
        var (a, b) = (ToWorld(c.A, c.LocalA), ToWorld(c.B, c.LocalB));
        c.At = a;
        c.GapM = (a - b).Dot(c.N);
        c.LeverA = c.A.Body >= 0 ? a - _bodies[c.A.Body].P : a;
        c.LeverB = c.B.Body >= 0 ? a - _bodies[c.B.Body].P : a;
        if (c.A.IsArm || c.B.IsArm || c.IsInGrasp)
        {
            var drift = ToWorld(c.A, c.StickA) - ToWorld(c.B, c.StickB);
            (c.Drift1, c.Drift2) = (drift.Dot(c.T1), drift.Dot(c.T2));
        }
    }

    private void Weigh(ref RigidContact c)
    {
        c.InverseMass = default;
        c.RowA = Weigh(ref c, c.A, c.LeverA);
        c.RowB = Weigh(ref c, c.B, c.LeverB);
    }

    private int Weigh(ref RigidContact c, Side side, Vec3 lever)
    {
        if (side.Body >= 0)
        {
            ref var body = ref _bodies[side.Body];
            if (body.InverseMass > 0)
            {
                c.InverseMass += new Vec3(body.InverseMassAt(lever, c.N), body.InverseMassAt(lever, c.T1), body.InverseMassAt(lever, c.T2));
            }
        }

        return side.IsArm ? WeighArm(ref c, side, lever) : -1;
    }

    private int WeighArm(ref RigidContact c, Side side, Vec3 at)
    {
        if ((_rowCount + 1) * RowLength > _rows.Length)
        {
            Array.Resize(ref _rows, 2 * _rows.Length);
        }

        var arm = _arms[side.Arm];
        var row = _rows.AsSpan(_rowCount * RowLength, RowLength);
        arm.Jacobian(side.Link, at, c.N, row);
        arm.Jacobian(side.Link, at, c.T1, row[ArmBody.Degrees..]);
        arm.Jacobian(side.Link, at, c.T2, row[(2 * ArmBody.Degrees)..]);
        c.InverseMass += new Vec3(
            arm.InverseMass(row[..ArmBody.Degrees]),
            arm.InverseMass(row.Slice(ArmBody.Degrees, ArmBody.Degrees)),
            arm.InverseMass(row[(2 * ArmBody.Degrees)..]));
        return _rowCount++ * RowLength;
    }

    /// <summary>Three rows of an arm's Jacobian at a contact of this substep.</summary>
    public ReadOnlySpan<double> Row(int row) => _rows.AsSpan(row, RowLength);

    private Vec3 ToWorld(Side side, Vec3 p) =>
        side.Body >= 0 ? (_bodies[side.Body].R * p) + _bodies[side.Body].P : side.IsArm ? _arms[side.Arm].Point(side.Link, p) : p;

    private Vec3 ToLocal(Side side, Vec3 p) =>
        side.Body >= 0 ? _bodies[side.Body].R.Inverse() * (p - _bodies[side.Body].P)
        : side.IsArm ? _arms[side.Arm].LinkRotation(side.Link).Inverse() * (p - _arms[side.Arm].LinkOrigin(side.Link))
        : p;

    // Way of the first side against the second since the substep's start, in the contact's frame.
    private Vec3 Way(in RigidContact c)
    {
        var way = default(Vec3);
        if (c.A.Body >= 0)
        {
            way = _bodies[c.A.Body].ShiftAt(c.LeverA);
        }

        if (c.B.Body >= 0)
        {
            way -= _bodies[c.B.Body].ShiftAt(c.LeverB);
        }

        var frame = c.InFrame(way);
        frame = c.RowA >= 0 ? frame + _arms[c.A.Arm].Way(Row(c.RowA)) : frame;
        return c.RowB >= 0 ? frame - _arms[c.B.Arm].Way(Row(c.RowB)) : frame;
    }

    private double WayAlong(in RigidContact c)
    {
        var way = default(Vec3);
        if (c.A.Body >= 0)
        {
            way = _bodies[c.A.Body].ShiftAt(c.LeverA);
        }

        if (c.B.Body >= 0)
        {
            way -= _bodies[c.B.Body].ShiftAt(c.LeverB);
        }

        var along = way.Dot(c.N);
        along += c.RowA >= 0 ? _arms[c.A.Arm].WayAlong(Row(c.RowA)) : 0;
        return c.RowB >= 0 ? along - _arms[c.B.Arm].WayAlong(Row(c.RowB)) : along;
    }

    private Vec3 Velocity(in RigidContact c)
    {
        var v = _bodies[c.A.Body].VelocityAt(c.LeverA);
        return c.B.Body >= 0 ? v - _bodies[c.B.Body].VelocityAt(c.LeverB) : v;
    }

    private void Push(in RigidContact c, Vec3 frameImpulse)
    {
        if (frameImpulse == Vec3.Zero)
        {
            return;
        }

        var impulse = c.InWorld(frameImpulse);
        if (c.A.Body >= 0)
        {
            _bodies[c.A.Body].Push(c.LeverA, impulse);
        }

        if (c.B.Body >= 0)
        {
            _bodies[c.B.Body].Push(c.LeverB, -impulse);
        }

        if (c.RowA >= 0)
        {
            _arms[c.A.Arm].Push(Row(c.RowA), frameImpulse);
        }

        if (c.RowB >= 0)
        {
            _arms[c.B.Arm].Push(Row(c.RowB), -frameImpulse);
        }
    }

    // Only contacts of bodies are relaxed.
    private void PushVelocity(in RigidContact c, Vec3 impulse)
    {
        _bodies[c.A.Body].PushVelocity(c.LeverA, impulse);
        if (c.B.Body >= 0)
        {
            _bodies[c.B.Body].PushVelocity(c.LeverB, -impulse);
        }
    }
}
