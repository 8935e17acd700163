namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>The outside of a <see cref="TetBody"/>.</summary>
internal sealed class TetSurface : ISurfaceMesh
{
    // Outward sides opposite each corner of a positively oriented tetrahedron.
    private static readonly byte[] _faces = [1, 2, 3, 0, 3, 2, 0, 1, 3, 0, 2, 1];
    private readonly ElementTopology _topology;
    private readonly int[] _corners;
    private readonly TetBodyOptions _options;
    private readonly int _offset;
    private readonly int[] _triangles;
    private int _count;

    public TetSurface(ElementTopology topology, int[] corners, int offset, TetBodyOptions options)
    {
        (_topology, _corners, _offset, _options, _triangles) = (topology, corners, offset, options, new int[3 * corners.Length]);
        Refresh();
    }

    public ReadOnlySpan<int> Triangles => _triangles.AsSpan(0, _count);

    public int TopologyVersion { get; private set; } = -1;

    public double ThicknessM => _options.SkinM;

    public double Friction => _options.Friction;

    public bool MeetsTerrain => _options.MeetsTerrain;

    /// <summary>Follows the topology where it has changed.</summary>
    public void Refresh()
    {
        if (TopologyVersion != _topology.Version)
        {
            Write();
            TopologyVersion = _topology.Version;
        }
    }

    private void Write()
    {
        _count = 0;
        for (var side = 0; side < _corners.Length; side++)
        {
            for (var i = 0; i < 3 && _topology.Neighbours[side] < 0 && !_topology.Broken[side / 4]; i++)
            {
                _triangles[_count++] = _offset + _corners[(side & ~3) + _faces[(3 * (side & 3)) + i]];
            }
        }
    }
}
