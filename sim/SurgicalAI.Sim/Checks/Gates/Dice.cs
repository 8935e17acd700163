using SurgicalAI.Core.Frames;
using SurgicalAI.Sim.Randomisation;

namespace SurgicalAI.Sim.Checks.Gates;

/// <summary>Chance of one sequence.</summary>
internal sealed class Dice(ulong seed)
{
    private SeededRandom _random = new(seed);

    public double NextDouble() => _random.NextUnit();

    public double Range(double low, double high) => _random.Between(low, high);

    public int Below(int count) => _random.Below(count);

    /// <summary>From -1 to 1.</summary>
    public double Spread() => Range(-1, 1);

    public Vec3 Cube(double halfM) => new(halfM * Spread(), halfM * Spread(), halfM * Spread());
}
