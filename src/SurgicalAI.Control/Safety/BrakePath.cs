using SurgicalAI.Control.Kinematics;
using SurgicalAI.Control.Safety.Geometry;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety;

/// <summary>
/// The rules of space: workspace, no-go volumes and surfaces, speed of approach, the other arm. Each must hold at a setpoint and on the
/// whole way to rest when every axis brakes. Hot path.
/// </summary>
/// <remarks>
/// Walks the braking path in strides no longer than the nearest thing is away, so that nothing can be met in between; a pair that is
/// farther away than the whole way left is not looked at again. What is not proven in a bounded number of strides counts as unsafe.
/// </remarks>
internal sealed class BrakePath(PsmKinematics kinematics, AxisSet axes, GateOptions options)
{
    /// <summary>Bounds the time of one check.</summary>
    private const int MostStrides = 40;

    /// <summary>Share of the allowed closing speed that is used: the rest covers what happens between two strides.</summary>
    private const double OfApproach = 0.8;

    /// <summary>Rounding of positions, metres.</summary>
    private const double FineM = 1e-9;

    private readonly PsmKinematics _kinematics = kinematics;
    private readonly AxisSet _axes = axes;
    private readonly ToolBody _body = new(kinematics);
    private readonly Obstacles _obstacles = new(options);
    private readonly ApproachLaw _approach = options.Approach;
    private readonly double _dtS = options.DtS;

    /// <summary>The instrument's body.</summary>
    public ToolBody Body => _body;

    /// <summary>Says whether a step and the braking after it keep to the rules of space.</summary>
    /// <param name="from">State before the step: what is too near already need only get no nearer.</param>
    /// <param name="next">State after it.</param>
    /// <param name="box">Workspace.</param>
    /// <param name="around">Surroundings.</param>
    /// <param name="breach">Written when the answer is no: the rule, and the direction in the axes that leads out.</param>
    public bool IsSafe(in GateState from, in GateState next, in WorkspaceBox box, in GateSurroundings around, out Breach breach)
    {
        var walk = new Walk { X = next.Position, V = next.Speed, Pairs = Obstacles.All(around), InBox = false };
        for (var stride = 0; stride < MostStrides; stride++)
        {
            walk.Ticks = int.MaxValue;
            if (!StaysInBox(ref walk, box, out breach) || !(walk.Pairs.IsEmpty || StaysClear(ref walk, from, around, out breach)))
            {
                return false;
            }

            if (walk.InBox && walk.Pairs.IsEmpty)
            {
                return true;
            }

            for (var i = 0; i < AxisVector.Length; i++)
            {
                _axes[i].BrakeAhead(ref walk.X[i], ref walk.V[i], walk.Ticks);
            }
        }

        breach = new(GateRule.Workspace, default);
        return false;
    }

    /// <summary>The contact at a setpoint that is nearest to its margin or past it; a gap without end where there is none.</summary>
    public Contact Worst(in AxisVector x, in GateSurroundings around)
    {
        _body.Place(x, out var pose);
        var pairs = Obstacles.All(around);
        var worst = new Contact(double.PositiveInfinity, 0, default, default, 0, GateRule.None);
        for (var part = 0; part < ToolCapsules.Length; part++)
        {
            for (var number = pairs.After(part, -1); number < 64; number = pairs.After(part, number))
            {
                var contact = _obstacles.Near(pose, around, part, number, 0);
                worst = contact.GapM - contact.MarginM < worst.GapM - worst.MarginM ? contact : worst;
            }
        }

        return worst;
    }

    private bool StaysInBox(ref Walk walk, in WorkspaceBox box, out Breach breach)
    {
        breach = default;
        if (walk.InBox)
        {
            return true;
        }

        var p_base = _kinematics.Forward(walk.X.Joints).P;
        var clearanceM = box.ClearanceM(p_base) - FineM;
        if (!(clearanceM >= 0))
        {
            _body.Place(walk.X, out var pose);
            breach = new(GateRule.Workspace, ToolBody.Slope(pose, ToolBody.Wrist, p_base, box.Inward(p_base)));
            return false;
        }

        var rest = RestWay(walk.V);
        var wayM = TipBoundM(rest, p_base.Length + Math.Abs(rest[2]));
        walk.InBox = wayM <= clearanceM;
        Shorten(ref walk, clearanceM / TipBoundM(walk.V, p_base.Length + wayM));
        return true;
    }

    private bool StaysClear(ref Walk walk, in GateState from, in GateSurroundings around, out Breach breach)
    {
        _body.Place(walk.X, out var pose);
        var rest = RestWay(walk.V);
        var reachM = _body.ReachM(walk.X) + Math.Abs(rest[2]);
        var (wayM, speed) = (_body.BoundM(rest, reachM), _body.BoundM(walk.V, reachM));
        for (var part = 0; part < ToolCapsules.Length; part++)
        {
            for (var number = walk.Pairs.After(part, -1); number < 64; number = walk.Pairs.After(part, number))
            {
                var contact = _obstacles.Near(pose, around, part, number, wayM + options.NoGoMarginM);
                var clear = IsClear(ref walk, contact, from, around, number, wayM, speed, out var proven)
                    && IsSlow(ref walk, contact, pose, wayM, speed, ref proven, out contact);
                if (!clear)
                {
                    breach = new(contact.Rule, ToolBody.Slope(pose, part, contact.Point, contact.Away));
                    return false;
                }

                if (proven)
                {
                    walk.Pairs.Clear(part, number);
                }
            }
        }

        breach = default;
        return true;
    }

    private bool IsClear(
        ref Walk walk, in Contact contact, in GateState from, in GateSurroundings around, int number, double wayM, double speed, out bool proven)
    {
        var clearanceM = contact.GapM - contact.MarginM;
        if (clearanceM < 0)
        {
            _body.Place(from.Position, out var before);
            var now = _obstacles.Near(before, around, contact.Part, number, 0);
            clearanceM = contact.GapM - Math.Min(contact.MarginM, Obstacles.NowM(now, around)) + FineM;
        }

        proven = wayM <= clearanceM;
        Shorten(ref walk, proven ? double.PositiveInfinity : clearanceM / speed);
        return clearanceM >= 0;
    }

    /// <summary>
    /// The rule of approach. Between two strides the gap shrinks by the speed, and axes that hold back may stop before the others:
    /// both must fit into what is left of the allowed speed.
    /// </summary>
    private bool IsSlow(ref Walk walk, in Contact contact, in BodyPose pose, double wayM, double speed, ref bool proven, out Contact breached)
    {
        breached = contact;
        if (contact.Rule == GateRule.ArmCollision || speed <= OfApproach * _approach.AllowedMPerS(contact.RoomM - wayM))
        {
            return true;
        }

        var slope = ToolBody.Slope(pose, contact.Part, contact.Point, contact.Away);
        var (closing, letGo) = (0.0, 0.0);
        for (var i = 0; i < AxisVector.Length; i++)
        {
            closing -= slope[i] * walk.V[i];
            letGo += slope[i] * walk.V[i] > 0 ? Math.Abs(slope[i]) * _axes[i].StepV / _dtS : 0;
        }

        proven = false;
        breached = contact with { Rule = GateRule.ApproachSpeed };
        var left = (OfApproach * _approach.AllowedMPerS(contact.RoomM)) - closing;
        Shorten(ref walk, left / (letGo + (OfApproach * _approach.PerS * speed)));
        return left >= 0;
    }

    // At least one tick: outputs are told tick by tick, and there is nothing in between. At rest 0/0 asks for one, too.
    private void Shorten(ref Walk walk, double timeS) => walk.Ticks = timeS >= _dtS ? (int)Math.Min(timeS / _dtS, walk.Ticks) : 1;

    private AxisVector RestWay(in AxisVector v)
    {
        var way = default(AxisVector);
        for (var i = 0; i < AxisVector.Length; i++)
        {
            way[i] = _axes[i].BrakeWay(v[i]);
        }

        return way;
    }

    /// <summary>Upper bound of the tip's way or speed. Wrist yaw turns about the tip frame's origin and moves it nowhere.</summary>
    private double TipBoundM(in AxisVector v, double reachM) =>
        ((Math.Abs(v[0]) + Math.Abs(v[1])) * reachM) + Math.Abs(v[2]) + ((Math.Abs(v[3]) + Math.Abs(v[4])) * _kinematics.Model.WristLengthM);

    private struct Walk
    {
        public AxisVector X;
        public AxisVector V;
        public Obstacles.Pairs Pairs;
        public bool InBox;
        public int Ticks;
    }
}

/// <summary>What a step broke.</summary>
/// <param name="Rule">Rule.</param>
/// <param name="Out">How each axis opens the gap, metres for each rad or m; zero where no way out is known.</param>
internal readonly record struct Breach(GateRule Rule, AxisVector Out);
