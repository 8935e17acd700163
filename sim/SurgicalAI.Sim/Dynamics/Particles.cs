using SurgicalAI.Core.Frames;

namespace SurgicalAI.Sim.Dynamics;

/// <summary>
/// Point masses of soft bodies, cloth and thread in structure-of-arrays form, world frame. The arrays are exposed for constraint
/// sets to work on; only the first <see cref="Count"/> entries count. They grow while a scene is built, never while it steps.
/// </summary>
public sealed class Particles
{
    private double[] _massKg = new double[InitialCapacity];
    private const int InitialCapacity = 256;

    /// <summary>Number of particles.</summary>
    public int Count { get; private set; }

    /// <summary>Positions, metres.</summary>
    public double[] X { get; private set; } = new double[InitialCapacity];

    /// <summary>Positions, metres.</summary>
    public double[] Y { get; private set; } = new double[InitialCapacity];

    /// <summary>Positions, metres.</summary>
    public double[] Z { get; private set; } = new double[InitialCapacity];

    /// <summary>Positions at the start of the substep, metres.</summary>
    public double[] PrevX { get; private set; } = new double[InitialCapacity];

    /// <summary>Positions at the start of the substep, metres.</summary>
    public double[] PrevY { get; private set; } = new double[InitialCapacity];

    /// <summary>Positions at the start of the substep, metres.</summary>
    public double[] PrevZ { get; private set; } = new double[InitialCapacity];

    /// <summary>Velocities, m/s.</summary>
    public double[] Vx { get; private set; } = new double[InitialCapacity];

    /// <summary>Velocities, m/s.</summary>
    public double[] Vy { get; private set; } = new double[InitialCapacity];

    /// <summary>Velocities, m/s.</summary>
    public double[] Vz { get; private set; } = new double[InitialCapacity];

    /// <summary>Inverse masses, 1/kg; 0 for a pinned particle.</summary>
    public double[] InverseMass { get; private set; } = new double[InitialCapacity];

    /// <summary>Contact radii, metres.</summary>
    public double[] RadiusM { get; private set; } = new double[InitialCapacity];

    /// <summary>Adds a particle at rest.</summary>
    /// <param name="p">Position, metres.</param>
    /// <param name="massKg">Mass; 0 makes it pinned.</param>
    /// <param name="radiusM">Contact radius.</param>
    /// <returns>Its index.</returns>
    public int Add(Vec3 p, double massKg, double radiusM)
    {
        if (Count == X.Length)
        {
            Grow();
        }

        var i = Count++;
        (X[i], Y[i], Z[i]) = (p.X, p.Y, p.Z);
        (PrevX[i], PrevY[i], PrevZ[i]) = (p.X, p.Y, p.Z);
        (Vx[i], Vy[i], Vz[i]) = (0, 0, 0);
        _massKg[i] = massKg;
        InverseMass[i] = massKg > 0 ? 1 / massKg : 0;
        RadiusM[i] = radiusM;
        return i;
    }

    /// <summary>Mass of a particle, kg, also while it is pinned.</summary>
    public double MassKg(int i) => _massKg[i];

    /// <summary>Moves a part of a particle's mass to another, which takes over its place and motion. A pinned particle's copy is pinned.</summary>
    /// <param name="of">Particle that gives.</param>
    /// <param name="copy">Particle that takes.</param>
    /// <param name="share">Part of the mass, 0 to 1.</param>
    public void Split(int of, int copy, double share)
    {
        SetPosition(copy, Position(of));
        SetVelocity(copy, Velocity(of));
        (PrevX[copy], PrevY[copy], PrevZ[copy]) = (PrevX[of], PrevY[of], PrevZ[of]);
        var moves = InverseMass[of] > 0;
        (_massKg[copy], _massKg[of]) = (share * _massKg[of], (1 - share) * _massKg[of]);
        (InverseMass[copy], InverseMass[of]) = moves ? (1 / _massKg[copy], 1 / _massKg[of]) : (0, 0);
    }

    /// <summary>Holds a particle where it is until <see cref="Unpin"/>.</summary>
    public void Pin(int i)
    {
        InverseMass[i] = 0;
        (Vx[i], Vy[i], Vz[i]) = (0, 0, 0);
    }

    /// <summary>Lets a pinned particle move again.</summary>
    public void Unpin(int i) => InverseMass[i] = _massKg[i] > 0 ? 1 / _massKg[i] : 0;

    /// <summary>Position of a particle, metres.</summary>
    public Vec3 Position(int i) => new(X[i], Y[i], Z[i]);

    /// <summary>Position at the start of the substep, metres.</summary>
    public Vec3 Previous(int i) => new(PrevX[i], PrevY[i], PrevZ[i]);

    /// <summary>Velocity of a particle, m/s.</summary>
    public Vec3 Velocity(int i) => new(Vx[i], Vy[i], Vz[i]);

    /// <summary>Places a particle; its velocity stays.</summary>
    public void SetPosition(int i, Vec3 p)
    {
        (X[i], Y[i], Z[i]) = (p.X, p.Y, p.Z);
        (PrevX[i], PrevY[i], PrevZ[i]) = (p.X, p.Y, p.Z);
    }

    /// <summary>Sets a particle's velocity, m/s.</summary>
    public void SetVelocity(int i, Vec3 v) => (Vx[i], Vy[i], Vz[i]) = (v.X, v.Y, v.Z);

    internal void Clear() => Count = 0;

    /// <summary>Moves a particle in this substep.</summary>
    /// <param name="i">Particle.</param>
    /// <param name="way">Way that counts for its speed, metres.</param>
    /// <param name="jump">Way that does not, metres.</param>
    internal void Lift(int i, Vec3 way, Vec3 jump)
    {
        (X[i], Y[i], Z[i]) = (X[i] + way.X + jump.X, Y[i] + way.Y + jump.Y, Z[i] + way.Z + jump.Z);
        (PrevX[i], PrevY[i], PrevZ[i]) = (PrevX[i] + jump.X, PrevY[i] + jump.Y, PrevZ[i] + jump.Z);
    }

    internal void Predict(double hS, Vec3 gravity)
    {
        var (gx, gy, gz) = (hS * gravity.X, hS * gravity.Y, hS * gravity.Z);
        for (var i = 0; i < Count; i++)
        {
            var moves = InverseMass[i] > 0 ? 1.0 : 0.0;
            Vx[i] = moves * (Vx[i] + gx);
            Vy[i] = moves * (Vy[i] + gy);
            Vz[i] = moves * (Vz[i] + gz);
            (PrevX[i], PrevY[i], PrevZ[i]) = (X[i], Y[i], Z[i]);
            X[i] += hS * Vx[i];
            Y[i] += hS * Vy[i];
            Z[i] += hS * Vz[i];
        }
    }

    // A particle faster than the cap is one that a clash of constraints has thrown: it keeps its direction and loses the excess.
    internal void UpdateVelocities(double hS, double maxSpeed)
    {
        var (rate, maxSquared) = (1 / hS, maxSpeed * maxSpeed);
        for (var i = 0; i < Count; i++)
        {
            var (x, y, z) = (rate * (X[i] - PrevX[i]), rate * (Y[i] - PrevY[i]), rate * (Z[i] - PrevZ[i]));
            var squared = (x * x) + (y * y) + (z * z);
            if (squared > maxSquared)
            {
                var s = maxSpeed / Math.Sqrt(squared);
                (x, y, z) = (s * x, s * y, s * z);
                (X[i], Y[i], Z[i]) = (PrevX[i] + (hS * x), PrevY[i] + (hS * y), PrevZ[i] + (hS * z));
            }

            (Vx[i], Vy[i], Vz[i]) = (x, y, z);
        }
    }

    internal double EnergyJ(Vec3 gravity)
    {
        var energy = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var v = Velocity(i);
            energy += InverseMass[i] > 0 ? _massKg[i] * ((0.5 * v.Dot(v)) - gravity.Dot(Position(i))) : 0;
        }

        return energy;
    }

    internal void Visit(StateArchive archive)
    {
        foreach (var array in (ReadOnlySpan<double[]>)[X, Y, Z, Vx, Vy, Vz, InverseMass, _massKg])
        {
            archive.Visit(array.AsSpan(0, Count));
        }
    }

    private void Grow()
    {
        var n = 2 * X.Length;
        (X, Y, Z) = (Resize(X, n), Resize(Y, n), Resize(Z, n));
        (PrevX, PrevY, PrevZ) = (Resize(PrevX, n), Resize(PrevY, n), Resize(PrevZ, n));
        (Vx, Vy, Vz) = (Resize(Vx, n), Resize(Vy, n), Resize(Vz, n));
        (InverseMass, RadiusM, _massKg) = (Resize(InverseMass, n), Resize(RadiusM, n), Resize(_massKg, n));
    }

    private static double[] Resize(double[] from, int length)
    {
        Array.Resize(ref from, length);
        return from;
    }
}
