using System.Numerics;
using SurgicalAI.Sim.Dynamics;
using SurgicalAI.Sim.Scene.Bodies;

namespace SurgicalAI.Sim.Tasks;

/// <summary>
/// Copies a deformable surface out of the physics: the particles that its triangles use become a dense list of vertices, numbered
/// anew only when the triangles change.
/// </summary>
internal sealed class SurfaceMap(ISurfaceMesh surface, SceneMaterial material, Vector3 tint, bool twoSided, byte instance)
{
    private readonly Dictionary<int, uint> _vertexOf = [];
    private readonly List<int> _particles = [];
    private readonly List<Vector3> _rest = [];
    private uint[] _indices = [];
    private int _indexCount;
    private int _version = -1;

    /// <summary>The surface.</summary>
    public ISurfaceMesh Surface => surface;

    /// <summary>Fills a view with the present shape.</summary>
    public void CopyTo(SoftView view, Particles particles)
    {
        if (_version != surface.TopologyVersion)
        {
            Renumber(particles);
        }

        Reserve(view);
        for (var i = 0; i < _particles.Count; i++)
        {
            view.Vertices[i] = Position(particles, _particles[i]);
            view.RestVertices[i] = _rest[i];
        }

        if (view.Topology != _version || view.Instance != instance)
        {
            _indices.AsSpan(0, _indexCount).CopyTo(view.Indices);
        }

        (view.VertexCount, view.IndexCount, view.Topology) = (_particles.Count, _indexCount, _version);
        (view.Material, view.Tint, view.TwoSided, view.Instance) = (material, tint, twoSided, instance);
    }

    public static Vector3 Position(Particles particles, int i) => new((float)particles.X[i], (float)particles.Y[i], (float)particles.Z[i]);

    // A particle keeps its number; its place of rest is where it was when it was first seen.
    private void Renumber(Particles particles)
    {
        _version = surface.TopologyVersion;
        var triangles = surface.Triangles;
        _indexCount = triangles.Length;
        Array.Resize(ref _indices, Math.Max(_indices.Length, _indexCount));
        for (var i = 0; i < triangles.Length; i++)
        {
            if (!_vertexOf.TryGetValue(triangles[i], out var vertex))
            {
                vertex = (uint)_particles.Count;
                _vertexOf.Add(triangles[i], vertex);
                _particles.Add(triangles[i]);
                _rest.Add(Position(particles, triangles[i]));
            }

            _indices[i] = vertex;
        }
    }

    private void Reserve(SoftView view)
    {
        if (view.Vertices.Length < _particles.Count)
        {
            view.Vertices = new Vector3[_particles.Capacity];
            view.RestVertices = new Vector3[_particles.Capacity];
        }

        if (view.Indices.Length < _indexCount)
        {
            view.Indices = new uint[_indices.Length];
            view.Topology = -1;
        }
    }
}
