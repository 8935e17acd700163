namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>The outside of a <see cref="TetBody"/>.</summary>
internal sealed class TetSurface : ISurfaceMesh
{
    private readonly TetTopology _topology;
    private readonly TetBodyOptions _options;
    private readonly int _offset;
    private readonly int[] _triangles;
    private int _count;

    public TetSurface(TetTopology topology, int elements, int offset, TetBodyOptions options)
    {
        (_topology, _offset, _options, _triangles) = (topology, offset, options, new int[12 * elements]);
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
            _count = _topology.Outside(_triangles, _offset);
            TopologyVersion = _topology.Version;
        }
    }
}
