using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Dynamics.Arms;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// The flat region between two scissor jaws that cuts what crosses it: from the hinge along the jaws, as high as the jaws are open at
/// each distance plus a margin for tissue that the jaws have pressed together.
/// </summary>
/// <param name="Origin">Hinge, world, metres.</param>
/// <param name="Along">Unit vector along the closed jaws.</param>
/// <param name="Across">Unit vector from one jaw to the other.</param>
/// <param name="LengthM">From the hinge to where the cut ends, metres.</param>
/// <param name="HalfHeightM">Half the height at the hinge, metres.</param>
/// <param name="SlopeUnitless">Growth of the half height per length: the tangent of half the jaws' angle.</param>
public readonly record struct Blade(Vec3 Origin, Vec3 Along, Vec3 Across, double LengthM, double HalfHeightM, double SlopeUnitless)
{
    /// <summary>Unit normal of the plane of cutting.</summary>
    public Vec3 Normal => Along.Cross(Across);

    /// <summary>The part of an arm's closing jaws whose edges are nearer to each other than a gap: cuts run from the hinge to the tips.</summary>
    /// <param name="arm">Arm with scissors.</param>
    /// <param name="lengthM">Length of the cutting edges from the hinge, metres.</param>
    /// <param name="gapM">Opening at which the edges shear what is between them, metres.</param>
    public static Blade OfJaws(ArmBody arm, double lengthM, double gapM)
    {
        ArgumentNullException.ThrowIfNull(arm);
        var tool = arm.T_world_tool;
        var slope = Math.Tan(Math.Max(0, arm.JawRad) / 2);
        var reach = Math.Min(lengthM, slope > 0 ? gapM / (2 * slope) : lengthM);
        return new(tool.P, tool.R.Z, tool.R.Y, reach, gapM / 2, slope);
    }

    /// <summary>True when the segment between two points passes through.</summary>
    public bool Crosses(Vec3 a, Vec3 b)
    {
        var n = Normal;
        var (da, db) = (n.Dot(a - Origin), n.Dot(b - Origin));
        return (da < 0) != (db < 0) && Covers(a + ((da / (da - db)) * (b - a)));
    }

    /// <summary>True when a point is within a distance of the region, measured along the normal.</summary>
    public bool IsNear(Vec3 p, double distanceM) => Math.Abs(Normal.Dot(p - Origin)) <= distanceM && Covers(p);

    private bool Covers(Vec3 p)
    {
        var along = Along.Dot(p - Origin);
        return along >= 0 && along <= LengthM && Math.Abs(Across.Dot(p - Origin)) <= HalfHeightM + (SlopeUnitless * along);
    }
}
