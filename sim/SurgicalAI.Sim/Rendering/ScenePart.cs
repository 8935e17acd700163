using System.Numerics;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Sim.Rendering;

/// <summary>Marks the frame in which a part's mesh is given.</summary>
internal readonly struct PartFrame : IFrame;

/// <summary>A rigid part of a scene, ready to be drawn.</summary>
/// <param name="Mesh">Triangles in <see cref="PartMeshes"/>.</param>
/// <param name="T_world_part">Pose.</param>
/// <param name="Label">Class in the label map.</param>
/// <param name="Colour">Linear colour (red, green, blue); the mesh's own brightness is a factor on it.</param>
/// <param name="Instance">Number in the instance map.</param>
internal readonly record struct ScenePart(
    MeshRange Mesh, Pose<WorldFrame, PartFrame> T_world_part, SegmentationClass Label, Vector3 Colour, byte Instance);
