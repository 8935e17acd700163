using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <content>How contacts depend on the unknowns: three rows each, along the normal and the tangents.</content>
internal sealed partial class GraspSolver
{
    // More than motors bring about. What lies deeper in each other than this force would press it is what a clash left: it parts,
    // but is not shot out like a spring let go.
    private const double MostPressN = 100;

    private void GatherContact(int index, double hS)
    {
        ref var c = ref _contacts.Items[index];
        LetGoFar(ref c);
        ref var g = ref _grasps[_count++];
        var softness = c.Compliance / (hS * hS);
        var damping = c.GapM < 0 ? softness * c.Damping * hS : 0;
        g = new()
        {
            Contact = index,
            Row = 3 * (_count - 1) * _system.Size,
            Gap = Math.Max(c.GapM, -MostPressN * c.Compliance),
            Drift1 = c.Drift1,
            Drift2 = c.Drift2,
            Friction = c.Friction,
            Stiffness = 1 / softness,
            Damping = damping,
            Pressing = c.Impulse.X > 0 || c.GapM < 0 ? 1 / softness : 0,
        };
        g.Sticking = c.Friction > 0 ? g.Pressing : 0;
        (g.FirstA, g.LengthA) = PlaceOf(c.A);
        (g.FirstB, g.LengthB) = PlaceOf(c.B);
        g.LengthB = g.FirstA == g.FirstB && g.LengthA > 0 ? 0 : g.LengthB;
        _rows.AsSpan(g.Row, 3 * _system.Size).Clear();
        FillSide(g, c, c.A, c.LeverA, c.RowA, g.FirstA, 1);
        FillSide(g, c, c.B, c.LeverB, c.RowB, g.FirstB, -1);
    }

    // Where a needle whirls past a jaw, friction's anchor would be millimetres away by the next substep: a pull that no press allows,
    // from which the rounds do not find back into the cone. The anchor comes along instead.
    private void LetGoFar(ref RigidContact c)
    {
        var farthest = c.Friction * MostPressN * c.Compliance;
        var drift = Math.Sqrt((c.Drift1 * c.Drift1) + (c.Drift2 * c.Drift2));
        if (drift > farthest)
        {
            var share = farthest / drift;
            c.StickB += TurnToLocal(c.B, (1 - share) * ((c.Drift1 * c.T1) + (c.Drift2 * c.T2)));
            (c.Drift1, c.Drift2) = (share * c.Drift1, share * c.Drift2);
        }
    }

    private (int First, int Length) PlaceOf(Side side) =>
        side.IsArm ? (_firstOfArm[side.Arm], ArmBody.Degrees)
        : side.Body >= 0 && _firstOfBody[side.Body] >= 0 ? (_firstOfBody[side.Body], 6)
        : (0, 0);

    private void FillSide(in GraspContact g, in RigidContact c, Side side, Vec3 lever, int jacobian, int first, double sign)
    {
        if (side.IsArm)
        {
            var rows = _solver.Row(jacobian);
            for (var k = 0; k < rows.Length; k++)
            {
                _rows[g.Row + (k / ArmBody.Degrees * _system.Size) + first + (k % ArmBody.Degrees)] += sign * rows[k];
            }
        }
        else if (side.Body >= 0 && _firstOfBody[side.Body] >= 0)
        {
            FillBody(Row(g, 0)[first..], sign * c.N, lever);
            FillBody(Row(g, 1)[first..], sign * c.T1, lever);
            FillBody(Row(g, 2)[first..], sign * c.T2, lever);
        }
    }

    private static void FillBody(Span<double> row, Vec3 n, Vec3 lever)
    {
        var turn = lever.Cross(n);
        (row[0], row[1], row[2]) = (n.X, n.Y, n.Z);
        (row[3], row[4], row[5]) = (turn.X, turn.Y, turn.Z);
    }

    private Span<double> Row(in GraspContact g, int axis) => _rows.AsSpan(g.Row + (axis * _system.Size), _system.Size);

    private Vec3 Way(in GraspContact g) => new(_system.Along(Row(g, 0), g), _system.Along(Row(g, 1), g), _system.Along(Row(g, 2), g));

    private void Reserve()
    {
        var pressed = _contacts.Pressed.Length;
        var most = (ArmBody.Degrees * _arms.Count) + (6 * _bodies.Count);
        Grow(ref _firstOfBody, _bodies.Count);
        Grow(ref _firstOfArm, _arms.Count);
        Grow(ref _grasps, pressed);
        Grow(ref _rows, 3 * pressed * most);
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, 2 * length);
        }
    }
}
