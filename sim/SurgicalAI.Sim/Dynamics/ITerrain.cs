using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>Fixed ground z = h(x, y) in the world frame.</summary>
public interface ITerrain
{
    /// <summary>Height, metres.</summary>
    double HeightM(double xM, double yM);

    /// <summary>Unit normal, pointing up.</summary>
    Vec3 Normal(double xM, double yM);
}
