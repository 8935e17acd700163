using SurgicalAI.Vision.Metrics;

namespace SurgicalAI.Vision.Detection;

/// <summary>A lesion followed over frames.</summary>
/// <param name="Id">Number, counted from 1; never used again.</param>
/// <param name="Box">Where it is now, pixels.</param>
/// <param name="Score">Score of its last detection, 0 to 1.</param>
/// <param name="Fresh">Whether it was detected in this frame; else it is carried on.</param>
public readonly record struct LesionTrack(int Id, Box Box, double Score, bool Fresh);
