using System.Runtime.Intrinsics;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// The elements of a body as <see cref="TetKernel"/> reads them: groups of four that share no particle, with the constants that follow
/// from the rest shape, the masses and the substep. Empty and broken lanes work on slots of their own without mass. Hot path.
/// </summary>
internal sealed unsafe class TetBlocks
{
    private readonly int[] _corners;
    private readonly Vec3[] _gradients;
    private readonly double[] _stiffnessJ;
    private readonly int[] _elements;
    private readonly int[] _lanes;
    private readonly int[] _slots;
    private readonly double[] _groups;
    private readonly double _beta;
    private readonly double _limit;
    private readonly int _idle;
    private bool _thereAndBack;

    /// <summary>Four particles' worth of slots after the first <paramref name="particles"/> belong to idle lanes.</summary>
    public TetBlocks(TetMesh mesh, int[] corners, in SoftMaterial material, int particles)
    {
        (_corners, _idle) = (corners, particles);
        _beta = material.ShearModulusPa / (material.LameLambdaPa + material.ShearModulusPa);
        _limit = (material.TearStretch * material.TearStretch) + (2 / material.TearStretch);
        _gradients = new Vec3[4 * mesh.Tetrahedra];
        _stiffnessJ = new double[mesh.Tetrahedra];
        for (var t = 0; t < mesh.Tetrahedra; t++)
        {
            _stiffnessJ[t] = material.ShearModulusPa * mesh.VolumeM3(t);
            mesh.Gradients(t, _gradients.AsSpan(4 * t, 4));
        }

        _elements = TetPacking.Pack(corners);
        _slots = new int[4 * _elements.Length];
        _groups = new double[_elements.Length / 4 * TetKernel.Stride];
        _lanes = new int[mesh.Tetrahedra];
        for (var lane = 0; lane < _elements.Length; lane++)
        {
            if (_elements[lane] >= 0)
            {
                _lanes[_elements[lane]] = lane;
            }
        }
    }

    /// <summary>Takes over corners and broken elements, inverse masses and the substep.</summary>
    /// <param name="local">x, y, z, inverse mass per particle.</param>
    /// <param name="broken">Elements to leave out.</param>
    /// <param name="hS">Time between predictions, seconds.</param>
    /// <param name="there">True where every prediction is followed by a pass there and one back, each with half the stiffness.</param>
    public void Refresh(ReadOnlySpan<double> local, ReadOnlySpan<bool> broken, double hS, bool there)
    {
        _thereAndBack = there;
        var hSquared = (there ? 0.5 : 1) * hS * hS;
        for (var lane = 0; lane < _elements.Length; lane++)
        {
            var t = _elements[lane];
            if (t < 0 || broken[t])
            {
                Idle(lane);
            }
            else
            {
                Weigh(lane, t, local, hSquared);
            }
        }
    }

    /// <summary>Leaves an element out from now on.</summary>
    public void Break(int element) => Idle(_lanes[element]);

    /// <summary>One Gauss-Seidel pass over all elements, or one there and one back.</summary>
    /// <param name="local">x, y, z, inverse mass per particle; changed.</param>
    /// <param name="torn">Filled with the elements over the stretch limit.</param>
    /// <returns>Number of those.</returns>
    public int Solve(Span<double> local, Span<int> torn)
    {
        var (beta, limit) = (Vector256.Create(_beta), Vector256.Create(_limit));
        var count = 0;
        fixed (double* particles = local, groups = _groups)
        fixed (int* slots = _slots)
        {
            var n = _elements.Length / 4;
            for (var i = 0; i < (_thereAndBack ? 2 * n : n); i++)
            {
                var g = Math.Min(i, (2 * n) - 1 - i);
                var over = TetKernel.Solve(particles, slots + (16 * g), groups + (TetKernel.Stride * g), beta, limit);
                for (; over != 0; over &= over - 1)
                {
                    torn[count++] = _elements[(4 * g) + System.Numerics.BitOperations.TrailingZeroCount(over)];
                }
            }
        }

        return count;
    }

    private void Idle(int lane)
    {
        var (group, column) = (lane / 4, lane & 3);
        for (var k = 0; k < 4; k++)
        {
            _slots[(16 * group) + (4 * k) + column] = 4 * (_idle + column);
        }

        for (var v = column; v < TetKernel.Stride; v += 4)
        {
            _groups[(TetKernel.Stride * group) + v] = 0;
        }
    }

    private void Weigh(int lane, int t, ReadOnlySpan<double> local, double hSquared)
    {
        var (group, column) = (lane / 4, lane & 3);
        var block = _groups.AsSpan(group * TetKernel.Stride, TetKernel.Stride);
        var gradients = _gradients.AsSpan(4 * t, 4);
        var kd = _stiffnessJ[t] * hSquared;
        var s = default(SymmetricMatrix);
        for (var k = 0; k < 4; k++)
        {
            var slot = 4 * _corners[(4 * t) + k];
            _slots[(16 * group) + (4 * k) + column] = slot;
            s += SymmetricMatrix.Outer(kd * local[slot + 3], gradients[k]);
        }

        for (var k = 0; k < 3; k++)
        {
            var g = gradients[k + 1];
            (block[(12 * k) + column], block[(12 * k) + 4 + column], block[(12 * k) + 8 + column]) = (g.X, g.Y, g.Z);
        }

        var r = s.Share();
        block = block[column..];
        (block[TetKernel.R], block[TetKernel.R + 4], block[TetKernel.R + 8]) = (r.Xx, r.Yy, r.Zz);
        (block[TetKernel.R + 12], block[TetKernel.R + 16], block[TetKernel.R + 20]) = (r.Xy, r.Xz, r.Yz);
        block[TetKernel.Kd] = kd;
    }
}
