using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Evaluation;

/// <summary>Samples of this process's memory over a long run.</summary>
internal sealed class MemoryWatch
{
    private const double MiB = 1 << 20;
    private readonly List<MemorySample> _samples = [];

    /// <summary>The samples so far.</summary>
    public IReadOnlyList<MemorySample> Samples => _samples;

    /// <summary>Takes a sample.</summary>
    /// <param name="atS">Time since the start, seconds.</param>
    /// <param name="simulatedS">Simulated time since the start, seconds.</param>
    public MemorySample Take(double atS, double simulatedS)
    {
        var sample = new MemorySample(
            Math.Round(atS, 3), Math.Round(Environment.WorkingSet / MiB, 2), Math.Round(GC.GetTotalMemory(false) / MiB, 2), Math.Round(atS - simulatedS, 4));
        _samples.Add(sample);
        return sample;
    }

    /// <summary>Beginning and end of a kind of memory. The first tenth is left out: it still warms up.</summary>
    public MemoryTrend Trend(Func<MemorySample, double> kind)
    {
        var values = _samples.Select(kind).ToArray();
        var tenth = Math.Max(1, values.Length / 10);
        var early = values[Math.Min(tenth, values.Length - 1)..Math.Min(2 * tenth, values.Length)];
        return new(Median.Of(early) ?? values[0], Median.Of(values[^tenth..]) ?? 0, values.Max());
    }
}
