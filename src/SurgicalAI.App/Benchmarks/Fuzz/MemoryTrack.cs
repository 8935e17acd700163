using System.Diagnostics;
using SurgicalAI.App.Reports;

namespace SurgicalAI.App.Benchmarks.Fuzz;

/// <summary>Memory of this process over a run, without forcing a collection meanwhile.</summary>
internal sealed class MemoryTrack
{
    private const double BytesPerMb = 1024 * 1024;

    private readonly long _managedAtStart = GC.GetTotalMemory(forceFullCollection: true);
    private readonly long _residentAtStart = Resident();
    private long _managedMax;
    private long _residentMax;

    /// <summary>Notes what is in use now.</summary>
    public void Look()
    {
        _managedMax = Math.Max(_managedMax, GC.GetTotalMemory(forceFullCollection: false));
        _residentMax = Math.Max(_residentMax, Resident());
    }

    /// <summary>Megabytes at the start, at most, and after a collection at the end.</summary>
    public FuzzMemory Figures()
    {
        Look();
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        return new(
            _managedAtStart / BytesPerMb, _managedMax / BytesPerMb, managed / BytesPerMb,
            _residentAtStart / BytesPerMb, _residentMax / BytesPerMb, Resident() / BytesPerMb);
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
