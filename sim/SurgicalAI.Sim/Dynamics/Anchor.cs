using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>What an anchor sits on.</summary>
public enum AnchorKind
{
    /// <summary>A fixed point.</summary>
    World,

    /// <summary>A point of a rigid body.</summary>
    Body,

    /// <summary>A point of an arm's link.</summary>
    Arm,

    /// <summary>A particle.</summary>
    Particle,

    /// <summary>A weighted mean of three particles.</summary>
    Triangle,
}

/// <summary>Links of an arm that can be touched and held.</summary>
public enum ArmLink
{
    /// <summary>Shaft and clevis: DH frame 4, Z along the shaft, origin on the wrist pitch axis.</summary>
    Shaft,

    /// <summary>Wrist link: DH frame 5, X along the link.</summary>
    Wrist,

    /// <summary>Tool frame: origin on the jaws' hinge, X the hinge, Z along the closed jaws.</summary>
    Tool,

    /// <summary>Jaw on the tool's +Y side: origin on the hinge, Z along the jaw, inner face at y = 0, body at y &gt; 0.</summary>
    JawUpper,

    /// <summary>Jaw on the tool's -Y side: origin on the hinge, Z along the jaw, inner face at y = 0, body at y &lt; 0.</summary>
    JawLower,
}

/// <summary>
/// Where a constraint takes hold. Contacts, attachments and grasps act through anchors on anything alike; <see cref="Anchors"/>
/// knows where an anchor is and how it gives way.
/// </summary>
public readonly record struct Anchor
{
    private Anchor(AnchorKind kind, int index, int second, int third, ArmLink link, Vec3 point)
    {
        (Kind, Index, Second, Third, Link, Point) = (kind, index, second, third, link, point);
    }

    /// <summary>What it sits on.</summary>
    public AnchorKind Kind { get; }

    /// <summary>Body, arm or (first) particle.</summary>
    public int Index { get; }

    /// <summary>Second particle of a triangle.</summary>
    public int Second { get; }

    /// <summary>Third particle of a triangle.</summary>
    public int Third { get; }

    /// <summary>Link of the arm.</summary>
    public ArmLink Link { get; }

    /// <summary>Point in the frame of world, body or link, metres; the weights of a triangle.</summary>
    public Vec3 Point { get; }

    /// <summary>A fixed point.</summary>
    public static Anchor World(Vec3 p_world) => new(AnchorKind.World, 0, 0, 0, default, p_world);

    /// <summary>A point of a body.</summary>
    public static Anchor Body(int body, Vec3 p_body) => new(AnchorKind.Body, body, 0, 0, default, p_body);

    /// <summary>A point of an arm's link.</summary>
    public static Anchor Arm(int arm, ArmLink link, Vec3 p_link) => new(AnchorKind.Arm, arm, 0, 0, link, p_link);

    /// <summary>A particle.</summary>
    public static Anchor Particle(int i) => new(AnchorKind.Particle, i, 0, 0, default, default);

    /// <summary>A weighted mean of three particles; the weights add up to 1.</summary>
    public static Anchor Triangle(int i, int j, int k, Vec3 weights) => new(AnchorKind.Triangle, i, j, k, default, weights);

    /// <summary>A point between two particles: 0 at the first, 1 at the second.</summary>
    public static Anchor Segment(int i, int j, double fraction) => new(AnchorKind.Triangle, i, j, i, default, new(1 - fraction, fraction, 0));
}
