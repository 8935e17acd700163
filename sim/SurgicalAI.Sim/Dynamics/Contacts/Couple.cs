using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Opposite pushes across the line that joins two contacts, in the frames of both.</summary>
internal struct Couple
{
    public Vec3 AxisC;
    public Vec3 AxisD;
    public double InverseMass;
}
