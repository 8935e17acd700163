using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>A contact as <see cref="GraspSolver"/> sees it in one substep; stiffness in kg, as impulses are kg m.</summary>
internal struct GraspContact
{
    public int Contact;

    /// <summary>Start of its three rows.</summary>
    public int Row;

    // Unknowns of either side; no length where it does not move.
    public int FirstA;
    public int LengthA;
    public int FirstB;
    public int LengthB;

    public double Gap;
    public double Drift1;
    public double Drift2;
    public double Friction;
    public double Stiffness;
    public double Damping;

    // What the system reckons with now: 0 for a contact that does not press, less than the stiffness for one that slips.
    public double Pressing;
    public double Sticking;

    public double Slip1;
    public double Slip2;
    public Vec3 Impulse;
}
