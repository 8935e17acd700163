using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Points of a surface that are tested for contact: its vertices and the middles of its triangles; and which way is out.</summary>
internal sealed class SurfaceSamples(ISurfaceMesh mesh)
{
    private int[] _vertices = [];
    private int[] _slotOf = [];
    private Vec3[] _out = [];
    private int _count;
    private int _version = int.MinValue;

    public ISurfaceMesh Mesh => mesh;

    /// <summary>Particles of the surface, each once.</summary>
    public ReadOnlySpan<int> Vertices => _vertices.AsSpan(0, _count);

    /// <summary>Takes up a change of the triangles.</summary>
    public void Refresh(Particles particles)
    {
        if (_version != mesh.TopologyVersion)
        {
            _version = mesh.TopologyVersion;
            Number(particles);
        }
    }

    /// <summary>Works out which way is out at the vertices.</summary>
    public void RefreshNormals(Particles particles)
    {
        _out.AsSpan(0, _count).Clear();
        var triangles = mesh.Triangles;
        for (var t = 0; t < triangles.Length; t += 3)
        {
            var n = Normal(particles, t);
            _out[_slotOf[triangles[t]]] += n;
            _out[_slotOf[triangles[t + 1]]] += n;
            _out[_slotOf[triangles[t + 2]]] += n;
        }
    }

    /// <summary>Direction out of the surface at a vertex, of any length.</summary>
    /// <param name="vertex">Place in <see cref="Vertices"/>.</param>
    public Vec3 Outwards(int vertex) => _out[vertex];

    /// <summary>Direction out of a triangle, of any length.</summary>
    /// <param name="particles">Where the corners are.</param>
    /// <param name="t">Place of its first corner in the mesh's list.</param>
    public Vec3 Normal(Particles particles, int t)
    {
        var triangles = mesh.Triangles;
        var a = particles.Position(triangles[t]);
        return (particles.Position(triangles[t + 1]) - a).Cross(particles.Position(triangles[t + 2]) - a);
    }

    private void Number(Particles particles)
    {
        var triangles = mesh.Triangles;
        if (_vertices.Length < triangles.Length)
        {
            (_vertices, _out) = (new int[triangles.Length], new Vec3[triangles.Length]);
        }

        if (_slotOf.Length < particles.Count)
        {
            _slotOf = new int[particles.Count];
        }

        Array.Fill(_slotOf, -1);
        _count = 0;
        foreach (var i in triangles)
        {
            if (_slotOf[i] < 0)
            {
                _slotOf[i] = _count;
                _vertices[_count++] = i;
            }
        }
    }
}
