using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// All distances along a chain at once: each couples only to its neighbours, so the system is tridiagonal and a chain of any length is
/// as stiff as its material after one solve. Cf. Deul et al., "Direct Position-Based Solver for Stiff Rods" (2018). Hot path.
/// </summary>
internal sealed class ThreadStretch(int segments)
{
    private const int NewtonSteps = 2;
    private readonly Vec3[] _n = new Vec3[segments];
    private readonly double[] _diagonal = new double[segments];
    private readonly double[] _coupling = new double[segments];
    private readonly double[] _change = new double[segments];
    private readonly double[] _impulse = new double[segments];

    /// <summary>Impulse of each segment in this substep, kg m; positive pushes its ends apart, negative is tension.</summary>
    public ReadOnlySpan<double> ImpulseKgM => _impulse;

    /// <summary>What the chain has pushed a node with in this substep, kg m.</summary>
    public Vec3 ImpulseOn(int node) =>
        (node > 0 ? _impulse[node - 1] * _n[node - 1] : Vec3.Zero) - (node < segments ? _impulse[node] * _n[node] : Vec3.Zero);

    /// <summary>Corrects positions.</summary>
    /// <param name="x">Nodes, metres; changed.</param>
    /// <param name="w">Inverse masses, 1/kg.</param>
    /// <param name="cut">Segments without force.</param>
    /// <param name="restM">Length of a segment at rest.</param>
    /// <param name="compliance">Over the substep squared, 1/kg.</param>
    public void Solve(Span<Vec3> x, ReadOnlySpan<double> w, ReadOnlySpan<bool> cut, double restM, double compliance)
    {
        Array.Clear(_impulse);
        for (var step = 0; step < NewtonSteps; step++)
        {
            Assemble(x, w, cut, restM, compliance);
            Eliminate();
            for (var s = 0; s < segments; s++)
            {
                var push = _change[s] * _n[s];
                x[s] -= w[s] * push;
                x[s + 1] += w[s + 1] * push;
                _impulse[s] += _change[s];
            }
        }
    }

    private void Assemble(ReadOnlySpan<Vec3> x, ReadOnlySpan<double> w, ReadOnlySpan<bool> cut, double restM, double compliance)
    {
        for (var s = 0; s < segments; s++)
        {
            var way = x[s + 1] - x[s];
            var length = way.Length;
            var holds = !cut[s] && length > 1e-12 && w[s] + w[s + 1] > 0;
            _n[s] = holds ? way / length : Vec3.Zero;
            _diagonal[s] = holds ? w[s] + w[s + 1] + compliance : 1;
            _change[s] = holds ? restM - length - (compliance * _impulse[s]) : 0;
            _coupling[s] = s > 0 ? -w[s] * _n[s - 1].Dot(_n[s]) : 0;
        }
    }

    // Thomas' algorithm; the matrix is symmetric and diagonally dominant.
    private void Eliminate()
    {
        for (var s = 1; s < segments; s++)
        {
            var factor = _coupling[s] / _diagonal[s - 1];
            _diagonal[s] -= factor * _coupling[s];
            _change[s] -= factor * _change[s - 1];
        }

        _change[segments - 1] /= _diagonal[segments - 1];
        for (var s = segments - 2; s >= 0; s--)
        {
            _change[s] = (_change[s] - (_coupling[s + 1] * _change[s + 1])) / _diagonal[s];
        }
    }
}
