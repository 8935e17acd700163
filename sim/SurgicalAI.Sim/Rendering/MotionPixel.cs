using System.Runtime.InteropServices;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Motion of what a pixel shows since the picture before, as it is read back.</summary>
/// <param name="Right">Pixels to the right.</param>
/// <param name="Down">Pixels downwards.</param>
/// <param name="DepthM">Distance along the optical axis, metres; 0 where nothing is.</param>
/// <param name="Unused">Makes it sixteen bytes.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct MotionPixel(float Right, float Down, float DepthM, float Unused);
