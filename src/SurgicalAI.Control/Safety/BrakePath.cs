using System.Runtime.CompilerServices;
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
/// farther away than the whole way left is not looked at again, the others when they are due. What is not proven in a bounded number of strides counts as unsafe.
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
    private readonly double _marginM = Math.Max(options.NoGoMarginM, Math.Max(options.ArmMarginM, options.JawMarginM));

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
        Unsafe.SkipInit(out Walk walk);
        (walk.X, walk.V, walk.Pairs, walk.InBox, walk.Now) = (next.Position, next.Speed, Obstacles.All(around), false, 0);
        for (var stride = 0; stride < MostStrides; stride++)
        {
            walk.Ticks = int.MaxValue;
            walk.IsFirst = stride == 0;
            if (walk.Pairs.IsEmpty)
            {
                walk.Tip_base = _kinematics.Forward(walk.X.Joints).P;
            }
            else
            {
                _body.Place(walk.X, out walk.Pose);
                walk.Tip_base = walk.Pose.Links[JointVector.Length - 1].P;
            }

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

            walk.Now += walk.Ticks;
        }

        breach = new(GateRule.Workspace, default);
        return false;
    }

    /// <summary>The contact at a setpoint that is nearest to its margin or past it; a gap without end where there is none.</summary>
    /// <param name="x">Setpoint.</param>
    /// <param name="around">Surroundings.</param>
    /// <param name="careM">Pairs with a greater gap than their margin and this are dropped, metres.</param>
    /// <param name="pairs">Pairs to look at.</param>
    public Contact Worst(in AxisVector x, in GateSurroundings around, double careM, ref Obstacles.Pairs pairs)
    {
        _body.Place(x, out var pose);
        var worst = new Contact(double.PositiveInfinity, 0, default, default, 0, GateRule.None);
        for (var part = 0; part < ToolCapsules.Length; part++)
        {
            for (var number = pairs.After(part, -1); number < 64; number = pairs.After(part, number))
            {
                var contact = _obstacles.Near(pose, around, part, number, _marginM + careM, 0);
                worst = contact.GapM - contact.MarginM < worst.GapM - worst.MarginM ? contact : worst;
                if (contact.GapM > contact.MarginM + careM)
                {
                    pairs.Clear(part, number);
                }
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

        var p_base = walk.Tip_base;
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
        Shorten(ref walk.Ticks, walk.InBox ? double.PositiveInfinity : clearanceM / TipBoundM(walk.V, p_base.Length + wayM));
        return true;
    }

    private bool StaysClear(ref Walk walk, in GateState from, in GateSurroundings around, out Breach breach)
    {
        ref readonly var pose = ref walk.Pose;
        var rest = RestWay(walk.V);
        var reachM = _body.ReachM(walk.X) + Math.Abs(rest[2]);
        var (wayM, speed) = (_body.BoundM(rest, reachM), _body.BoundM(walk.V, reachM));

        // From here on neither gap nor speed of approach can matter before the instrument rests.
        var careM = _marginM + wayM + Math.Max(0, ((speed / OfApproach) - _approach.FloorMPerS) / _approach.PerS) + FineM;
        for (var part = 0; part < ToolCapsules.Length; part++)
        {
            for (var number = walk.Pairs.After(part, -1); number < 64; number = walk.Pairs.After(part, number))
            {
                ref var due = ref walk.Due[(part * Due.PerPart) + number];
                if (!walk.IsFirst && due > walk.Now)
                {
                    walk.Ticks = Math.Min(walk.Ticks, due - walk.Now);
                    continue;
                }

                var ticks = int.MaxValue;
                var contact = _obstacles.Near(pose, around, part, number, careM, wayM + options.NoGoMarginM);
                var clear = IsClear(ref ticks, contact, from, around, number, wayM, speed, out var proven)
                    && IsSlow(walk, ref ticks, contact, Obstacles.IsConvex(around, number), wayM, speed, ref proven, out contact);
                if (!clear)
                {
                    breach = new(contact.Rule, ToolBody.Slope(pose, part, contact.Point, contact.Away));
                    return false;
                }

                if (proven)
                {
                    walk.Pairs.Clear(part, number);
                    continue;
                }

                due = walk.Now + ticks;
                walk.Ticks = Math.Min(walk.Ticks, ticks);
            }
        }

        breach = default;
        return true;
    }

    private bool IsClear(
        ref int ticks, in Contact contact, in GateState from, in GateSurroundings around, int number, double wayM, double speed, out bool proven)
    {
        var clearanceM = contact.GapM - contact.MarginM;
        if (clearanceM < 0)
        {
            _body.Place(from.Position, out var before);
            var now = _obstacles.Near(before, around, contact.Part, number, _marginM, 0);
            clearanceM = contact.GapM - Math.Min(contact.MarginM, Obstacles.NowM(now, around)) + FineM;
        }

        proven = wayM <= clearanceM;
        Shorten(ref ticks, proven ? double.PositiveInfinity : clearanceM / speed);
        return clearanceM >= 0;
    }

    /// <summary>
    /// The rule of approach. Between two strides the gap shrinks by the speed, and axes that hold back may stop before the others:
    /// both must fit into what is left of the allowed speed.
    /// </summary>
    private bool IsSlow(in Walk walk, ref int ticks, in Contact contact, bool isConvex, double wayM, double speed, ref bool proven, out Contact breached)
    {
        breached = contact;
        if (contact.Rule == GateRule.ArmCollision || speed <= OfApproach * _approach.AllowedMPerS(contact.RoomM - wayM))
        {
            return true;
        }

        proven = false;
        breached = contact with { Rule = GateRule.ApproachSpeed };
        var timeS = SlowS(walk, contact, contact.Point, speed, out var left);

        // Until the next look an end of the part may become its nearest point.
        var part = walk.Pose.Parts[contact.Part];
        timeS = Math.Min(timeS, SlowS(walk, contact, part.B, speed, out _));
        timeS = contact.Part == ToolBody.Shaft ? timeS : Math.Min(timeS, SlowS(walk, contact, part.A, speed, out _));
        Shorten(ref ticks, isConvex ? timeS : timeS / 2);
        return left >= 0;
    }

    /// <summary>How long a point of a part may go on braking before the rule of approach is to be asked again, seconds.</summary>
    /// <param name="walk">The braking path.</param>
    /// <param name="contact">The nearest point of its part.</param>
    /// <param name="p">The point, base frame.</param>
    /// <param name="speed">Upper bound of its speed, m/s.</param>
    /// <param name="left">Written: what is left of the allowed closing speed; negative when it is too fast.</param>
    private double SlowS(in Walk walk, in Contact contact, Vec3 p, double speed, out double left)
    {
        var slope = ToolBody.Slope(walk.Pose, contact.Part, p, contact.Away);
        var (closing, letGo) = (0.0, 0.0);
        for (var i = 0; i < AxisVector.Length; i++)
        {
            closing -= slope[i] * walk.V[i];
            letGo += slope[i] * walk.V[i] > 0 ? Math.Abs(slope[i]) * _axes[i].StepV / _dtS : 0;
        }

        var roomM = contact.RoomM + Math.Max(0, (p - contact.Point).Dot(contact.Away));
        left = (OfApproach * _approach.AllowedMPerS(roomM)) - closing;
        return left / (letGo + (OfApproach * _approach.PerS * speed));
    }

    // At least one tick: outputs are told tick by tick, and there is nothing in between. At rest 0/0 asks for one, too.
    private void Shorten(ref int ticks, double timeS) => ticks = timeS >= _dtS ? (int)Math.Min(timeS / _dtS, ticks) : 1;

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
        public Due Due;
        public BodyPose Pose;
        public Vec3 Tip_base;
        public bool InBox;
        public bool IsFirst;
        public int Now;
        public int Ticks;
    }

    // The tick at which each pair is to be looked at again; written in the first stride.
    [InlineArray(ToolCapsules.Length * PerPart)]
    private struct Due
    {
        public const int PerPart = NoGoSet.MostShapes + NoGoSet.MostFields + ToolCapsules.Length;

        private int _element0;
    }
}

/// <summary>What a step broke.</summary>
/// <param name="Rule">Rule.</param>
/// <param name="Out">How each axis opens the gap, metres for each rad or m; zero where no way out is known.</param>
internal readonly record struct Breach(GateRule Rule, AxisVector Out);
