using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SurgicalAI.Control.Loop;

/// <summary>Sleeps until a monotonic time without using the processor: Linux' absolute timer, elsewhere sleep and a short spin.</summary>
internal static partial class PreciseWait
{
    private const int ClockMonotonic = 1;
    private const int AbsoluteTime = 1;

    public static long NowNs() => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    public static void Until(long dueNs)
    {
        if (!OperatingSystem.IsLinux())
        {
            SleepAndSpin(dueNs);
            return;
        }

        // On Linux Stopwatch reads CLOCK_MONOTONIC, so its times can be waited for as they are. A signal may end the wait early.
        var due = new Timespec(dueNs / 1_000_000_000, dueNs % 1_000_000_000);
        while (NowNs() < dueNs && ClockNanosleep(ClockMonotonic, AbsoluteTime, in due, 0) != 0)
        {
        }
    }

    private static void SleepAndSpin(long dueNs)
    {
        const long SpinNs = 50_000;
        for (var leftNs = dueNs - NowNs(); leftNs > SpinNs; leftNs = dueNs - NowNs())
        {
            Thread.Sleep(leftNs > 2_000_000 ? 1 : 0);
        }

        while (NowNs() < dueNs)
        {
            Thread.SpinWait(10);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockNanosleep(int clock, int flags, in Timespec request, nint remaining);

    private readonly record struct Timespec(long Seconds, long Nanoseconds);
}
