using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// Bending of a chain that is straight at rest: at each inner node the second difference of positions, linear and the same along all
/// three axes, so that the whole chain is one pentadiagonal solve (L D L^T). Twist carries no energy. Hot path.
/// </summary>
internal sealed class ThreadBending(int nodes)
{
    private readonly double[] _d = new double[nodes];
    private readonly double[] _l1 = new double[nodes];
    private readonly double[] _l2 = new double[nodes];
    private readonly Vec3[] _impulse = new Vec3[nodes];

    /// <summary>Corrects positions.</summary>
    /// <param name="x">Nodes, metres; changed.</param>
    /// <param name="w">Inverse masses, 1/kg.</param>
    /// <param name="cut">Segments without force.</param>
    /// <param name="compliance">Segment length cubed over bending stiffness, over the substep squared, 1/kg.</param>
    public void Solve(Span<Vec3> x, ReadOnlySpan<double> w, ReadOnlySpan<bool> cut, double compliance)
    {
        for (var i = 1; i < nodes - 1; i++)
        {
            Factor(x, w, cut, compliance, i);
        }

        for (var i = nodes - 2; i > 0; i--)
        {
            var further = i + 2 < nodes - 1 ? _l2[i + 2] * _impulse[i + 2] : Vec3.Zero;
            var next = i + 1 < nodes - 1 ? _l1[i + 1] * _impulse[i + 1] : Vec3.Zero;
            _impulse[i] = (_impulse[i] / _d[i]) - next - further;
        }

        for (var i = 1; i < nodes - 1; i++)
        {
            x[i - 1] += w[i - 1] * _impulse[i];
            x[i] -= (2 * w[i]) * _impulse[i];
            x[i + 1] += w[i + 1] * _impulse[i];
        }
    }

    // Row i of the factors, and the forward substitution of the right-hand side.
    private void Factor(ReadOnlySpan<Vec3> x, ReadOnlySpan<double> w, ReadOnlySpan<bool> cut, double compliance, int i)
    {
        var holds = Holds(cut, i);
        var a1 = holds && i > 1 && Holds(cut, i - 1) ? -2 * (w[i - 1] + w[i]) : 0;
        var a2 = holds && i > 2 && Holds(cut, i - 2) ? w[i - 1] : 0;
        _l2[i] = i > 2 ? a2 / _d[i - 2] : 0;
        _l1[i] = i > 1 ? (a1 - (i > 2 ? _l2[i] * _d[i - 2] * _l1[i - 1] : 0)) / _d[i - 1] : 0;
        var own = holds ? w[i - 1] + (4 * w[i]) + w[i + 1] + compliance : 1;
        _d[i] = own - (i > 1 ? _l1[i] * _l1[i] * _d[i - 1] : 0) - (i > 2 ? _l2[i] * _l2[i] * _d[i - 2] : 0);
        _impulse[i] = holds ? (2 * x[i]) - x[i - 1] - x[i + 1] : Vec3.Zero;
        _impulse[i] -= (i > 1 ? _l1[i] * _impulse[i - 1] : Vec3.Zero) + (i > 2 ? _l2[i] * _impulse[i - 2] : Vec3.Zero);
    }

    private static bool Holds(ReadOnlySpan<bool> cut, int i) => !cut[i - 1] && !cut[i];
}
