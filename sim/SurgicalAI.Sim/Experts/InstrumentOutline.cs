using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core;
using SurgicalAI.Core.Arms;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene.Props;

namespace SurgicalAI.Sim.Experts;

/// <summary>Where an instrument's wrist link and the end of its shaft would be at a joint vector, for scripts that plan around things.</summary>
/// <param name="Hinge">Hinge of the jaws, metres in the world.</param>
/// <param name="Bend">Wrist pitch axis, where the shaft ends.</param>
/// <param name="Far">A point further up the shaft.</param>
/// <param name="Sizes">Radii of wrist and shaft.</param>
internal readonly record struct InstrumentOutline(Vec3 Hinge, Vec3 Bend, Vec3 Far, ToolGeometry Sizes)
{
    private const int Samples = 8;
    private const double ShaftM = 40 * Si.Mm;

    /// <summary>The outline at a joint vector.</summary>
    public static InstrumentOutline Of(SimArm arm, in JointVector q)
    {
        Span<LinkPose> links = stackalloc LinkPose[JointVector.Length];
        arm.Psm.Kinematics.Links(q, links);
        var (bend, hinge) = (arm.T_world_base * links[3].P, arm.T_world_base * links[5].P);
        return new(hinge, bend, bend + (ShaftM * (arm.T_world_base.P - bend).Normalized()), arm.Model.Geometry);
    }

    /// <summary>Least distance from the board's pegs, surface to surface, metres.</summary>
    public double FromPegsM()
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i <= 2 * Samples; i++)
        {
            var (p, radius) = At(i);
            for (var peg = 0; peg < PegBoard.PegCount; peg++)
            {
                least = Math.Min(least, FromPegM(p, PegBoard.Foot_world(peg)) - radius);
            }
        }

        return least;
    }

    /// <summary>Least distance from another instrument, surface to surface, metres.</summary>
    public double FromM(in InstrumentOutline other)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i <= 2 * Samples; i++)
        {
            var (p, radius) = At(i);
            for (var j = 0; j <= 2 * Samples; j++)
            {
                var (q, otherRadius) = other.At(j);
                least = Math.Min(least, (p - q).Length - radius - otherRadius);
            }
        }

        return least;
    }

    // Samples from the hinge over the bend up the shaft.
    private (Vec3 P, double RadiusM) At(int sample)
    {
        var (share, isWrist) = ((double)(sample % Samples) / Samples, sample < Samples);
        return sample == 2 * Samples ? (Far, Sizes.ShaftRadiusM)
            : isWrist ? (Hinge + (share * (Bend - Hinge)), Sizes.WristRadiusM) : (Bend + (share * (Far - Bend)), Sizes.ShaftRadiusM);
    }

    private static double FromPegM(Vec3 p, Vec3 foot)
    {
        var above = Math.Max(0, p.Z - foot.Z - PegBoard.PegHeightM + PegBoard.PegRadiusM);
        return (p - foot with { Z = p.Z - above }).Length - PegBoard.PegRadiusM;
    }
}
