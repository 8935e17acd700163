using System.Numerics;
using SurgicalAI.Control.Kinematics;
using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Rendering;

/// <summary>
/// Meshes of every rigid part met so far, in one vertex and one index list; each form is made once. Knows no graphics library, so
/// that a picture here and a viewer elsewhere show the same shapes.
/// </summary>
internal sealed class PartMeshes
{
    private readonly MeshBuilder _builder = new();
    private readonly Dictionary<string, Instrument> _instruments = [];
    private readonly Dictionary<(VisualShape Shape, Finish Finish), MeshRange> _shapes = [];

    public PartMeshes()
    {
        _ = InstrumentOf(SimPsm.DefaultTool);
        Needle = ShapeOf(new(VisualKind.Needle, Vec3.Zero), Finish.Polished);
        _builder.Sphere(InstrumentMeshes.BeadRadiusM, Finish.Glossy, 14, 20);
        Bead = _builder.EndPart();
    }

    /// <summary>Rises whenever a mesh was added; the lists only grow.</summary>
    public int Version { get; private set; }

    public ReadOnlySpan<Vertex> Vertices => _builder.Vertices;

    public ReadOnlySpan<uint> Indices => _builder.Indices;

    public MeshRange Needle { get; }

    public MeshRange Bead { get; }

    /// <summary>Kinematics and parts of a tool; allocates at the first meeting.</summary>
    public Instrument InstrumentOf(string tool)
    {
        if (!_instruments.TryGetValue(tool, out var instrument))
        {
            var kinematics = new PsmKinematics(PsmModel.Load(SimPsm.ArmName, tool));
            var parts = InstrumentMeshes.Add(_builder, kinematics.Model);
            _instruments[tool] = instrument = new(kinematics, parts);
            Version++;
        }

        return instrument;
    }

    /// <summary>Mesh of a form; allocates at the first meeting.</summary>
    public MeshRange ShapeOf(VisualShape shape, Finish finish)
    {
        if (!_shapes.TryGetValue((shape, finish), out var range))
        {
            _shapes[(shape, finish)] = range = ShapeMeshes.Add(_builder, shape, finish);
            Version++;
        }

        return range;
    }

    /// <summary>What one tool looks like and how its links lie.</summary>
    public sealed record Instrument(PsmKinematics Kinematics, InstrumentParts Parts);
}
