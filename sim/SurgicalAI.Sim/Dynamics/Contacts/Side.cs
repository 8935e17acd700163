namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>One side of a contact: a body, a link of an arm, or the fixed ground (both indices negative).</summary>
internal readonly record struct Side(int Body, int Arm, ArmLink Link)
{
    public static Side Ground => new(-1, -1, default);

    public bool IsGround => Body < 0 && Arm < 0;

    public bool IsArm => Arm >= 0;

    public bool IsJaw => Arm >= 0 && Link is ArmLink.JawUpper or ArmLink.JawLower;
}
