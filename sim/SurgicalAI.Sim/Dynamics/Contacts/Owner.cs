namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>A body or an arm with its range of colliders.</summary>
internal struct Owner
{
    public int Body;
    public int Arm;
    public int First;
    public int Count;
    public Bounds Box;
    public bool IsFixed;
    public double Friction;
    public double Restitution;
}
