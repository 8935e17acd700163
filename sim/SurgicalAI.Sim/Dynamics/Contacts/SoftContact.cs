using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>A point of a surface or thread near a body, an arm or the ground, through one control step.</summary>
internal struct SoftContact
{
    /// <summary>Which point and which shape: the same pair keeps its key from step to step.</summary>
    public long Key;

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

    /// <summary>Contact of the same point with the other jaw of the arm, -1 when there is none.</summary>
    public int Partner;

    /// <summary>Push of the two jaws through the point in this substep, kg m.</summary>
    public double Grip;

    /// <summary>Gap to be left by this substep, metres; below 0 in the middle between two jaws.</summary>
    public double TargetM;

    /// <summary>Sum of the impulses on the soft point in this step, kg m.</summary>
    public Vec3 Impulse;
}
