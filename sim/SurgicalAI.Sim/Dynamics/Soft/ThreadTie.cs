using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// A thread's node tied to something: while the chain is solved both count as one mass, afterwards the other end takes its share of the
/// impulse. Hot path.
/// </summary>
internal sealed class ThreadTie(Anchors anchors, int node, Anchor anchor, double tearForceN)
{
    private Vec3 _from;
    private double _own;
    private double _joined;
    private double _forceN;
    private bool _holds = true;

    public bool Holds => _holds;

    public double ForceN => _holds ? _forceN : 0;

    public void Release() => _holds = false;

    /// <summary>Brings the node and the other end together, and gives the node the mass of both.</summary>
    public void Join(Span<Vec3> x, Span<double> w)
    {
        var apart = x[node] - anchors.Position(anchor);
        var along = Along(x);
        _own = w[node];
        if (!_holds || _own <= 0)
        {
            return;
        }

        if (apart.Length > 1e-12)
        {
            var n = apart / apart.Length;
            var push = (apart.Length / (_own + anchors.InverseMass(anchor, n))) * n;
            anchors.Push(anchor, push);
            x[node] -= _own * push;
        }

        var other = anchors.InverseMass(anchor, along);
        _joined = _own * other / (_own + other);
        (w[node], _from) = (_joined, x[node]);
    }

    /// <summary>Hands the other end its share of what the chain has done to the node.</summary>
    public void Pass(ReadOnlySpan<Vec3> x, ThreadStretch stretch, double hS, double smoothing)
    {
        if (!_holds || _own <= 0)
        {
            return;
        }

        var impulse = _joined > 0 ? ((1 / _joined) - (1 / _own)) * (x[node] - _from) : stretch.ImpulseOn(node);
        anchors.Push(anchor, impulse);
        _forceN += smoothing * ((impulse.Length / (hS * hS)) - _forceN);
        _holds = _forceN <= tearForceN;
    }

    public void Visit(StateArchive archive)
    {
        archive.Visit(ref _forceN);
        archive.Visit(ref _holds);
    }

    private Vec3 Along(ReadOnlySpan<Vec3> x)
    {
        var way = node + 1 < x.Length ? x[node + 1] - x[node] : x[node] - x[node - 1];
        return way.Length > 1e-12 ? way / way.Length : new(0, 0, 1);
    }
}
