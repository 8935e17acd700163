using SurgicalAI.Sim.Dynamics;

namespace SurgicalAI.Sim.Scene.Props;

/// <summary>A web between neighbouring fibres of a row, as long as both hold; made to be shown, it touches nothing.</summary>
internal sealed class FibreWeb : ISurfaceMesh
{
    private const int Corners = 6;
    private readonly ConnectiveTissue _tissue;
    private readonly bool[] _held;
    private readonly int[] _triangles;
    private int _length;
    private int _version;

    public FibreWeb(ConnectiveTissue tissue, int perRow)
    {
        (_tissue, PerRow) = (tissue, perRow);
        _held = new bool[tissue.Count];
        _triangles = new int[Corners * tissue.Count];
    }

    public int PerRow { get; }

    public ReadOnlySpan<int> Triangles
    {
        get
        {
            Refresh();
            return _triangles.AsSpan(0, _length);
        }
    }

    public int TopologyVersion
    {
        get
        {
            Refresh();
            return _version;
        }
    }

    public double ThicknessM => 0;

    public double Friction => 0;

    public bool MeetsTerrain => false;

    private void Refresh()
    {
        var changed = _version == 0;
        for (var i = 0; i < _held.Length; i++)
        {
            var holds = _tissue.Holds(i);
            changed |= holds != _held[i];
            _held[i] = holds;
        }

        if (changed)
        {
            Rebuild();
        }
    }

    private void Rebuild()
    {
        (_length, _version) = (0, _version + 1);
        for (var i = 0; i + 1 < _held.Length; i++)
        {
            if (_held[i] && _held[i + 1] && (i + 1) % PerRow != 0)
            {
                var (a, b) = (_tissue[i], _tissue[i + 1]);
                ReadOnlySpan<int> quad = [a.Root, b.Root, b.Top, a.Root, b.Top, a.Top];
                quad.CopyTo(_triangles.AsSpan(_length));
                _length += Corners;
            }
        }
    }
}
