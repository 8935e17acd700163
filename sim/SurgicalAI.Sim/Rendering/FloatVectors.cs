using System.Numerics;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Rendering;

/// <summary>From double precision to the graphics card's single.</summary>
internal static class FloatVectors
{
    public static Vector3 ToFloat(this Vec3 v) => new((float)v.X, (float)v.Y, (float)v.Z);
}
