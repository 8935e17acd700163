using System.Numerics;
using System.Runtime.CompilerServices;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>Parts of the instrument against everything around: which pairs there are, and how near each is. Hot path.</summary>
internal readonly struct Obstacles(GateOptions options)
{
    private readonly double _noGoM = options.NoGoMarginM;
    private readonly double _armM = options.ArmMarginM;
    private readonly double _jawM = options.JawMarginM;

    /// <summary>All pairs.</summary>
    public static Pairs All(in GateSurroundings around)
    {
        var count = around.NoGo.Count + (around.Other.IsPresent ? ToolCapsules.Length : 0);
        var pairs = default(Pairs);
        for (var i = 0; i < ToolCapsules.Length; i++)
        {
            pairs[i] = (1UL << count) - 1;
        }

        return pairs;
    }

    /// <summary>False for surfaces, whose nearest face may be another one soon.</summary>
    public static bool IsConvex(in GateSurroundings around, int number) =>
        number < around.NoGo.Shapes.Length || number >= around.NoGo.Shapes.Length + around.NoGo.Fields.Length;

    /// <summary>One pair.</summary>
    /// <param name="pose">Where the instrument is.</param>
    /// <param name="around">Surroundings.</param>
    /// <param name="part">Part of the instrument.</param>
    /// <param name="number">Number of the obstacle.</param>
    /// <param name="careM">A gap above this may be given too small, but not below this, metres.</param>
    /// <param name="fineM">The same for surfaces that are nearer than that: between strides along a part they are told apart up to here.</param>
    public Contact Near(in BodyPose pose, in GateSurroundings around, int part, int number, double careM, double fineM)
    {
        var mine = pose.Parts[part];
        var noGo = around.NoGo;
        if (number < noGo.Shapes.Length)
        {
            ref readonly var shape = ref noGo.Shapes.ItemRef(number);
            var (d, p, away) = shape.Nearest(mine.A, mine.B, careM + mine.RadiusM);
            return Fixed(d - mine.RadiusM, part, p, away, shape.MayTouch);
        }

        number -= noGo.Shapes.Length;
        if (number < noGo.Fields.Length)
        {
            ref readonly var field = ref noGo.Fields.ItemRef(number);
            var (d, p, away) = field.Nearest(mine.A, mine.B, careM + mine.RadiusM, fineM + mine.RadiusM);
            return Fixed(d - mine.RadiusM, part, p, away, field.MayTouch);
        }

        return Moving(mine, part, around.Other, number - noGo.Fields.Length);
    }

    /// <summary>The gap as it is now, before anything moves: what is too near already need only get no nearer.</summary>
    public static double NowM(in Contact now, in GateSurroundings around) =>
        now.Rule == GateRule.ArmCollision && !around.Other.IsAtRest ? double.PositiveInfinity : now.GapM;

    private Contact Fixed(double gapM, int part, Core.Frames.Vec3 p, Core.Frames.Vec3 away, bool mayTouch) => mayTouch
        ? new(gapM, part, p, away, double.NegativeInfinity, GateRule.ApproachSpeed)
        : new(gapM, part, p, away, _noGoM, GateRule.NoGo);

    private Contact Moving(in Capsule mine, int part, in OtherArm other, int number)
    {
        var its = other.Grown(number);
        var (p, q) = Segments.Nearest(mine.A, mine.B, its.A, its.B);
        var way = p - q;
        var length = way.Length;
        var margin = part >= ToolCapsules.FirstJaw && number >= ToolCapsules.FirstJaw ? _jawM : _armM;
        return new(length - mine.RadiusM - its.RadiusM, part, p, length > 1e-9 ? way / length : new(0, 0, 1), margin, GateRule.ArmCollision);
    }

    /// <summary>Obstacles still to be proven clear of, a bit each, for every part.</summary>
    [InlineArray(ToolCapsules.Length)]
    internal struct Pairs
    {
        private ulong _element0;

        public readonly bool IsEmpty => (this[0] | this[1] | this[2] | this[3]) == 0;

        /// <summary>The next obstacle of a part after a number; 64 when there is none.</summary>
        public readonly int After(int part, int number) =>
            number >= 63 ? 64 : BitOperations.TrailingZeroCount(this[part] & (ulong.MaxValue << (number + 1)));

        public void Clear(int part, int number) => this[part] &= ~(1UL << number);
    }
}
