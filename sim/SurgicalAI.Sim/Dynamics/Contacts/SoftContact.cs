using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>A point of a surface or thread near a body, an arm or the ground, through one control step.</summary>
internal struct SoftContact
{
    /// <summary>The shape of the hard side, counted over all colliders; -1 for the ground.</summary>
    public int Shape;

    /// <summary>The soft point.</summary>
    public Anchor Soft;

    /// <summary>Point on the hard side's surface next to it.</summary>
    public Anchor Hard;

    /// <summary>The hard side.</summary>
    public Side Side;

    /// <summary>Unit normal from the hard side to the soft point, world.</summary>
    public Vec3 N;

    /// <summary>Point of the hard side, in its frame, to which friction holds the soft point.</summary>
    public Vec3 Stick;

    /// <summary>Distance at which the two touch, metres.</summary>
    public double RadiusM;

    /// <summary>Friction coefficient.</summary>
    public double Friction;

    /// <summary>How much nearer two jaws that pinch the point come per newton, beside their own give, metres.</summary>
    public double SquashMPerN;

    /// <summary>Contact of the same point with the other jaw of the arm, -1 when there is none.</summary>
    public int Partner;

    /// <summary>Push of the two jaws through the point in this substep, kg m.</summary>
    public double Grip;

    /// <summary>Gap to be left by this substep, metres; below 0 in the middle between two jaws.</summary>
    public double TargetM;

    /// <summary>Sum of the impulses on the soft point in this step, kg m.</summary>
    public Vec3 Impulse;

    /// <summary>True when two contacts are of the same soft point (of a thread: the same segment) and the same shape.</summary>
    public readonly bool IsLike(in SoftContact other) => Shape == other.Shape && IsSamePoint(other);

    /// <summary>True when two contacts are of the same soft point.</summary>
    public readonly bool IsSamePoint(in SoftContact other) =>
        Soft.Kind == other.Soft.Kind && Soft.Index == other.Soft.Index && Soft.Second == other.Soft.Second && Soft.Third == other.Soft.Third;
}
