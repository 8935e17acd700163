using System.Runtime.Intrinsics;
using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics.Soft;

/// <summary>
/// A body's particles side by side (x, y, z, inverse mass), and their way through the parts of a substep. With one part the world's
/// prediction is taken as it is. With more, each part predicts, corrects and takes velocities anew, and the difference between the
/// final and the mean velocity is handed to the world at the end, so that the world's contacts still act on the whole substep. Hot path.
/// </summary>
internal sealed class SoftMotion(DynamicsWorld world, int first, int count)
{
    // A change of speed that would carry a corner half a cell further by the next substep.
    private const double MostExcessMPerS = 1;

    // Crushed flat, soft tissue stores energy for 6 m/s. Living tissue is viscous and opens slowly; these elements have no viscosity,
    // so that their corners lose what goes beyond.
    private const double MostSpeedMPerS = 2;
    private readonly double[] _local = new double[4 * (count + 4)];
    private readonly double[] _start = new double[4 * count];
    private readonly double[] _velocity = new double[4 * count];
    private int _cycles;
    private double _partS;
    private double _substepS;

    /// <summary>x, y, z, inverse mass per particle, then four idle slots of zeros.</summary>
    public Span<double> Local => _local;

    /// <summary>Takes over inverse masses.</summary>
    /// <returns>True when one has changed.</returns>
    public bool ReadMasses()
    {
        var changed = false;
        var inverse = world.Particles.InverseMass.AsSpan(first, count);
        for (var i = 0; i < inverse.Length; i++)
        {
            changed |= _local[(4 * i) + 3] != inverse[i];
            _local[(4 * i) + 3] = inverse[i];
        }

        return changed;
    }

    /// <summary>Stops a particle.</summary>
    public void Freeze(int i)
    {
        _local[(4 * i) + 3] = 0;
        _velocity.AsSpan(4 * i, 4).Clear();
    }

    /// <summary>Takes over positions.</summary>
    public void Begin(double hS, int cycles)
    {
        (_substepS, _partS, _cycles) = (hS, hS / cycles, cycles);
        var p = world.Particles;
        if (cycles == 1)
        {
            Read(p.X, p.Y, p.Z, _local);
            return;
        }

        Read(p.PrevX, p.PrevY, p.PrevZ, _local);
        Read(p.X, p.Y, p.Z, _velocity);
        var g = world.Options.GravityMPerS2;
        for (var i = 0; i < 4 * count; i += 4)
        {
            var moves = _local[i + 3] > 0 ? 1 : 0;
            _velocity[i] = moves * (((_velocity[i] - _local[i]) / hS) - (hS * g.X));
            _velocity[i + 1] = moves * (((_velocity[i + 1] - _local[i + 1]) / hS) - (hS * g.Y));
            _velocity[i + 2] = moves * (((_velocity[i + 2] - _local[i + 2]) / hS) - (hS * g.Z));
            _velocity[i + 3] = moves;
        }
    }

    /// <summary>Moves on freely by one part.</summary>
    public void Predict()
    {
        if (_cycles == 1)
        {
            return;
        }

        var g = world.Options.GravityMPerS2;
        var gain = _partS * Vector256.Create(g.X, g.Y, g.Z, 0);
        var step = _partS * Vector256.Create(1.0, 1, 1, 0);
        for (var i = 0; i < 4 * count; i += 4)
        {
            var x = Vector256.LoadUnsafe(ref _local[i]);
            var v = Vector256.LoadUnsafe(ref _velocity[i]) + (gain * _velocity[i + 3]);
            x.StoreUnsafe(ref _start[i]);
            v.StoreUnsafe(ref _velocity[i]);
            Vector256.FusedMultiplyAdd(step, v, x).StoreUnsafe(ref _local[i]);
        }
    }

    /// <summary>Takes velocities from the corrected positions.</summary>
    public void Correct()
    {
        if (_cycles == 1)
        {
            return;
        }

        var rate = Vector256.Create(1 / _partS, 1 / _partS, 1 / _partS, 0);
        var moves = Vector256.Create(0.0, 0, 0, 1);
        for (var i = 0; i < 4 * count; i += 4)
        {
            var v = rate * (Vector256.LoadUnsafe(ref _local[i]) - Vector256.LoadUnsafe(ref _start[i]));
            Vector256.FusedMultiplyAdd(moves, Vector256.LoadUnsafe(ref _velocity[i]), v).StoreUnsafe(ref _velocity[i]);
        }
    }

    /// <summary>Hands positions over.</summary>
    public void End()
    {
        var p = world.Particles;
        var (x, y, z) = (p.X, p.Y, p.Z);
        for (var i = 0; i < count; i++)
        {
            (x[first + i], y[first + i], z[first + i]) = (_local[4 * i], _local[(4 * i) + 1], _local[(4 * i) + 2]);
        }

        if (_cycles > 1)
        {
            KeepExcess(p);
        }
    }

    /// <summary>Adds the velocity kept back, scales, and holds it under the limit.</summary>
    public void Finish(double scale)
    {
        var p = world.Particles;
        var (x, y, z) = (p.Vx, p.Vy, p.Vz);
        var excess = _cycles > 1 ? 1 : 0;
        for (var i = 0; i < count; i++)
        {
            var k = first + i;
            x[k] = scale * (x[k] + (excess * _velocity[4 * i]));
            y[k] = scale * (y[k] + (excess * _velocity[(4 * i) + 1]));
            z[k] = scale * (z[k] + (excess * _velocity[(4 * i) + 2]));
            var squared = (x[k] * x[k]) + (y[k] * y[k]) + (z[k] * z[k]);
            if (squared > MostSpeedMPerS * MostSpeedMPerS)
            {
                Slow(p, k, MostSpeedMPerS / Math.Sqrt(squared));
            }
        }
    }

    private static void Slow(Particles p, int i, double share) =>
        (p.Vx[i], p.Vy[i], p.Vz[i]) = (share * p.Vx[i], share * p.Vy[i], share * p.Vz[i]);

    // Crushed between a jaw and the ground a corner rings within the substep: what it would carry over is bounded.
    private void KeepExcess(Particles p)
    {
        for (var i = 0; i < count; i++)
        {
            var (at, k) = (4 * i, first + i);
            var mean = (1 / _substepS) * (p.Position(k) - p.Previous(k));
            var excess = new Vec3(_velocity[at], _velocity[at + 1], _velocity[at + 2]) - mean;
            excess *= MostExcessMPerS / Math.Max(MostExcessMPerS, excess.Length);
            (_velocity[at], _velocity[at + 1], _velocity[at + 2]) = (excess.X, excess.Y, excess.Z);
        }
    }

    private void Read(double[] x, double[] y, double[] z, double[] into)
    {
        for (var i = 0; i < count; i++)
        {
            (into[4 * i], into[(4 * i) + 1], into[(4 * i) + 2]) = (x[first + i], y[first + i], z[first + i]);
        }
    }
}
