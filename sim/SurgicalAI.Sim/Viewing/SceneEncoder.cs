using System.Numerics;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Sim.Rendering;
using SurgicalAI.Sim.Scene;
using SurgicalAI.Sim.Scene.Bodies;
using SurgicalAI.Sim.Tasks;

namespace SurgicalAI.Sim.Viewing;

/// <summary>
/// Turns states into the messages of a scene stream: shapes once, poses and soft surfaces with every state. What it writes is what
/// the endoscope's renderer draws, without light and lens. One thread at a time.
/// </summary>
/// <param name="sink">Where the messages go.</param>
public sealed class SceneEncoder(ISceneSink sink)
{
    private readonly MessageBuffer _message = new();
    private readonly MessageBuffer _mesh = new();
    private readonly Dictionary<MeshRange, uint> _shapes = [];
    private readonly List<(int Topology, uint Mesh)> _softs = [];
    private readonly SceneParts _parts = new();
    private uint _meshes;
    private (ulong Seed, uint Mesh)? _ground;

    /// <summary>Begins a scene.</summary>
    /// <param name="header">What it shows.</param>
    public void Start(SceneHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        _shapes.Clear();
        _softs.Clear();
        (_meshes, _ground) = (0, null);
        _message.Begin(SceneMessage.Start);
        _message.Add(header.ToJson());
        sink.Start(_message.End());
    }

    /// <summary>Adds a state.</summary>
    /// <param name="scene">State; its bodies must not change meanwhile.</param>
    /// <param name="status">How the episode stands.</param>
    /// <param name="speed">Simulated time over real time, 0 while it stands still.</param>
    public void Add(in SceneState scene, in SimTaskStatus status, double speed)
    {
        _message.Begin(SceneMessage.Frame);
        _message.Add((uint)scene.Step);
        _message.Add((status.Success ? 1u : 0) | (status.TimedOut ? 2u : 0));
        _message.Add((float)status.ElapsedS);
        _message.Add((float)status.DistanceM);
        _message.Add((float)speed);
        _message.Add(scene.T_world_ecm);
        AddParts(scene);
        AddSofts(scene);
        AddStrands(scene);
        sink.Frame(_message.End());
    }

    private void AddParts(in SceneState scene)
    {
        _parts.Collect(scene);
        _message.Add((uint)_parts.Parts.Length + 1);
        AddGround(scene);
        foreach (ref readonly var part in _parts.Parts)
        {
            AddPart(Shape(part.Mesh), Kind(part.Label, part.Instance), part.Colour, part.T_world_part);
        }
    }

    private void AddGround(in SceneState scene)
    {
        if (_ground?.Seed != scene.Surface.Seed)
        {
            var (vertices, indices) = GroundGrid.Make(scene.Surface);
            _ground = (scene.Surface.Seed, SendMesh(vertices, indices, twoSided: false));
        }

        var colour = 0.5f * (scene.Look.TissueDark + scene.Look.TissueLight);
        AddPart(_ground.Value.Mesh, Kind(SegmentationClass.Background, 0), colour, Pose<WorldFrame, PartFrame>.Identity);
    }

    private void AddPart(uint mesh, uint kind, Vector3 colour, in Pose<WorldFrame, PartFrame> T_world_part)
    {
        _message.Add(mesh);
        _message.Add(kind);
        _message.Add(colour);
        _message.Add(T_world_part);
    }

    private void AddSofts(in SceneState scene)
    {
        var softs = scene.Bodies.Softs;
        _message.Add((uint)softs.Count);
        for (var i = 0; i < softs.Count; i++)
        {
            var soft = softs[i];
            _message.Add(SoftMesh(i, soft));
            _message.Add(Kind(SceneMaterials.LabelOf(soft.Material), soft.Instance));
            _message.Add(SolidLook.ColourOf(soft.Material, soft.Tint, scene.Look));
            _message.Add((uint)soft.VertexCount);
            _message.Add<Vector3>(soft.Vertices.AsSpan(0, soft.VertexCount));
        }
    }

    private void AddStrands(in SceneState scene)
    {
        _message.Add((uint)scene.Bodies.Strands.Count);
        foreach (var strand in scene.Bodies.Strands)
        {
            _message.Add(Kind(SceneMaterials.LabelOf(strand.Material), strand.Instance));
            _message.Add(SolidLook.ColourOf(strand.Material, strand.Tint, scene.Look));
            _message.Add(strand.RadiusM);
            _message.Add((uint)strand.PointCount);
            _message.Add<Vector3>(strand.Points.AsSpan(0, strand.PointCount));
        }
    }

    private static uint Kind(SegmentationClass label, byte instance) => (uint)label | ((uint)instance << 8);

    // The common lists hold a shape's vertices together; here they are counted from its own first one.
    private uint Shape(MeshRange range)
    {
        if (!_shapes.TryGetValue(range, out var mesh))
        {
            var indices = _parts.Meshes.Indices.Slice(range.FirstIndex, range.IndexCount).ToArray();
            var (first, last) = (indices.Min(), indices.Max());
            var own = Array.ConvertAll(indices, i => i - first);
            _shapes[range] = mesh = SendMesh(_parts.Meshes.Vertices[(int)first..((int)last + 1)], own, twoSided: false);
        }

        return mesh;
    }

    // Only the triangles; the corners move and come with each state. A cut gives the surface new triangles.
    private uint SoftMesh(int index, SoftView soft)
    {
        while (_softs.Count <= index)
        {
            _softs.Add((soft.Topology - 1, 0));
        }

        if (_softs[index].Topology != soft.Topology)
        {
            _softs[index] = (soft.Topology, SendMesh([], soft.Indices.AsSpan(0, soft.IndexCount), soft.TwoSided));
        }

        return _softs[index].Mesh;
    }

    private uint SendMesh(ReadOnlySpan<Vertex> vertices, ReadOnlySpan<uint> indices, bool twoSided)
    {
        _mesh.Begin(SceneMessage.Mesh);
        _mesh.Add(_meshes);
        _mesh.Add(twoSided ? 1u : 0);
        _mesh.Add((uint)vertices.Length);
        _mesh.Add((uint)indices.Length);
        _mesh.Add(vertices);
        _mesh.Add(indices);
        sink.Mesh(_mesh.End());
        return _meshes++;
    }
}
