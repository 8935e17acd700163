using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>
/// Instruments and the bodies that they touch, solved together and exactly: a needle of 0.4 g between jaws that press with 20 N is
/// beyond passes from contact to contact. Contacts are stiff springs with friction, taken implicitly: the ways of all joints and
/// bodies follow from one linear system, set up anew until it is settled which contacts press and which slip. Hot path: no
/// allocation once its buffers have grown.
/// </summary>
internal sealed partial class GraspSolver(RigidBodies bodies, List<ArmBody> arms, ContactSet contacts, ContactSolver solver)
{
    private const int MostRounds = 8;
    private const double SettledShare = 0.02;
    private const double ShortM = 1e-12;

    // A spring gives back all that a press has stored in it, which would shoot a needle of 0.4 g out of the jaws; metal on metal does
    // not. Faster than this no instrument throws what it lets go; what is already faster stays so.
    private const double MostThrowMPerS = 1;
    private const double MostSpinRadPerS = 60;

    private readonly RigidBodies _bodies = bodies;
    private readonly List<ArmBody> _arms = arms;
    private readonly ContactSet _contacts = contacts;
    private readonly ContactSolver _solver = solver;
    private readonly DenseSystem _system = new();
    private int[] _firstOfBody = new int[16];
    private int[] _firstOfArm = new int[2];
    private GraspContact[] _grasps = new GraspContact[32];
    private double[] _rows = new double[1024];
    private int _count;

    /// <summary>Corrects the ways of what arms press; contacts of other bodies have had their turn.</summary>
    /// <param name="hS">Substep, seconds.</param>
    public void Solve(double hS)
    {
        if (!_contacts.PressesBodies)
        {
            return;
        }

        NumberUnknowns();
        Gather(hS);
        var settled = false;
        for (var round = 0; round < MostRounds && !settled; round++)
        {
            Assemble();
            _system.Solve();
            settled = Judge();
        }

        Scatter(hS);
    }

    private void NumberUnknowns()
    {
        Reserve();
        _firstOfBody.AsSpan(0, _bodies.Count).Fill(-1);
        _firstOfArm.AsSpan(0, _arms.Count).Fill(-1);
        var size = 0;
        foreach (var i in _contacts.Pressed)
        {
            ref var c = ref _contacts.Items[i];
            Number(c.A, ref size);
            Number(c.B, ref size);
        }

        _system.Begin(size);
    }

    private void Number(Side side, ref int size)
    {
        if (side.IsArm && _firstOfArm[side.Arm] < 0)
        {
            _firstOfArm[side.Arm] = size;
            size += ArmBody.Degrees;
        }
        else if (side.Body >= 0 && _bodies[side.Body].InverseMass > 0 && _firstOfBody[side.Body] < 0)
        {
            _firstOfBody[side.Body] = size;
            size += 6;
        }
    }

    private void Gather(double hS)
    {
        for (var i = 0; i < _arms.Count; i++)
        {
            if (_firstOfArm[i] >= 0)
            {
                _system.AddDiagonal(_firstOfArm[i], _arms[i].InverseInertias, _arms[i].Ways);
            }
        }

        for (var i = 0; i < _bodies.Count; i++)
        {
            if (_firstOfBody[i] >= 0)
            {
                GatherBody(ref _bodies[i], _firstOfBody[i]);
            }
        }

        _count = 0;
        foreach (var i in _contacts.Pressed)
        {
            GatherContact(i, hS);
        }
    }

    private void GatherBody(ref BodyState body, int first)
    {
        var principal = new Vec3(1 / body.PrincipalInverse.X, 1 / body.PrincipalInverse.Y, 1 / body.PrincipalInverse.Z);
        _system.AddBody(first, 1 / body.InverseMass, Inertia.Of(principal, body.R), body.Shift, body.Turn);
    }

    private void Assemble()
    {
        _system.BeginRound();
        foreach (ref var g in _grasps.AsSpan(0, _count))
        {
            if (g.Pressing > 0)
            {
                _system.AddSpring(Row(g, 0), g, g.Pressing * (1 + g.Damping), g.Pressing * g.Gap);
            }

            if (g.Sticking > 0)
            {
                _system.AddSpring(Row(g, 1), g, g.Sticking, g.Sticking * g.Drift1);
                _system.AddSpring(Row(g, 2), g, g.Sticking, g.Sticking * g.Drift2);
            }
        }
    }

    // What pulls does not press, and what rubs beyond its cone gives way: its spring is softened until its force is the cone's.
    private bool Judge()
    {
        var settled = true;
        foreach (ref var g in _grasps.AsSpan(0, _count))
        {
            var way = Way(g);
            var (slip1, slip2) = (g.Drift1 + way.Y, g.Drift2 + way.Z);
            var normal = Math.Max(0, -(g.Gap + ((1 + g.Damping) * way.X)) * g.Stiffness);
            g.Impulse = new(g.Pressing > 0 ? normal : 0, -g.Sticking * slip1, -g.Sticking * slip2);
            var slip = Math.Sqrt((slip1 * slip1) + (slip2 * slip2));
            var pressing = normal > 0 ? g.Stiffness : 0;
            var sticking = Math.Min(pressing, g.Friction * normal / Math.Max(ShortM, slip));
            settled &= pressing == g.Pressing && Math.Abs(sticking - g.Sticking) <= SettledShare * g.Sticking;
            (g.Pressing, g.Sticking, g.Slip1, g.Slip2) = (pressing, sticking, slip1, slip2);
        }

        return settled;
    }

    private void Scatter(double hS)
    {
        for (var i = 0; i < _bodies.Count; i++)
        {
            if (_firstOfBody[i] >= 0)
            {
                ref var body = ref _bodies[i];
                body.Shift = Held(_system.Vector(_firstOfBody[i]), hS * Math.Max(MostThrowMPerS, body.V.Length));
                body.Turn = Held(_system.Vector(_firstOfBody[i] + 3), hS * Math.Max(MostSpinRadPerS, body.W.Length));
            }
        }

        foreach (ref var g in _grasps.AsSpan(0, _count))
        {
            ref var c = ref _contacts.Items[g.Contact];
            c.Impulse = g.Impulse;
            Report(c.A, g.Impulse);
            Report(c.B, g.Impulse);
            LetSlip(ref c, g);
        }
    }

    private static Vec3 Held(Vec3 way, double most) => way.Dot(way) > most * most ? most / way.Length * way : way;

    private void Report(Side side, Vec3 impulse)
    {
        if (side.IsArm && impulse != Vec3.Zero)
        {
            _arms[side.Arm].TakeWays(_system.Solution.Slice(_firstOfArm[side.Arm], ArmBody.Degrees));
        }
    }

    // Of a slip there remains what the cone's force stretches.
    private void LetSlip(ref RigidContact c, in GraspContact g)
    {
        c.Slips = false;
        var share = 1 - (g.Sticking / g.Stiffness);
        if (share > 0)
        {
            c.StickB += TurnToLocal(c.B, share * ((g.Slip1 * c.T1) + (g.Slip2 * c.T2)));
        }
    }

    private Vec3 TurnToLocal(Side side, Vec3 v) =>
        side.Body >= 0 ? _bodies[side.Body].R.Inverse() * v : side.IsArm ? _arms[side.Arm].LinkRotation(side.Link).Inverse() * v : v;
}
