using SurgicalAI.Core.Frames;

namespace SurgicalAI.Control.Safety.Geometry;

/// <summary>All points within a radius of a segment.</summary>
/// <param name="A">One end of the segment, metres.</param>
/// <param name="B">The other end, metres.</param>
/// <param name="RadiusM">Radius, metres.</param>
public readonly record struct Capsule(Vec3 A, Vec3 B, double RadiusM);
