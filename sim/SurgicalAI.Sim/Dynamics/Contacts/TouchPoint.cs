using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Where two shapes touch or nearly touch, at the start of a step.</summary>
/// <param name="OnA">Point on the first, world.</param>
/// <param name="OnB">Point on the second, world.</param>
/// <param name="Normal">Unit direction in which the first is pushed.</param>
/// <param name="GapM">Distance along the normal, metres; negative inside each other.</param>
internal readonly record struct TouchPoint(Vec3 OnA, Vec3 OnB, Vec3 Normal, double GapM)
{
    /// <summary>The same touch seen from the other side.</summary>
    public TouchPoint Swapped => new(OnB, OnA, -Normal, GapM);
}
