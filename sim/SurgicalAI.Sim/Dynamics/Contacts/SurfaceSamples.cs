namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Points of a surface that are tested for contact: its vertices and the middles of its triangles.</summary>
internal sealed class SurfaceSamples(ISurfaceMesh mesh)
{
    private readonly HashSet<int> _seen = [];
    private int[] _vertices = [];
    private int _count;
    private int _version = int.MinValue;

    public ISurfaceMesh Mesh => mesh;

    /// <summary>Particles of the surface, each once.</summary>
    public ReadOnlySpan<int> Vertices => _vertices.AsSpan(0, _count);

    /// <summary>Takes up a change of the triangles.</summary>
    public void Refresh()
    {
        if (_version == mesh.TopologyVersion)
        {
            return;
        }

        _version = mesh.TopologyVersion;
        var triangles = mesh.Triangles;
        if (_vertices.Length < triangles.Length)
        {
            _vertices = new int[triangles.Length];
            _seen.EnsureCapacity(triangles.Length);
        }

        _seen.Clear();
        _count = 0;
        foreach (var i in triangles)
        {
            if (_seen.Add(i))
            {
                _vertices[_count++] = i;
            }
        }
    }
}
