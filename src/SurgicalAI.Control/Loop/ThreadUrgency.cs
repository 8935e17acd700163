using System.Runtime.InteropServices;

namespace SurgicalAI.Control.Loop;

/// <summary>How the calling thread is scheduled: Linux' SCHED_FIFO where that is permitted, otherwise .NET's highest priority.</summary>
internal static partial class ThreadUrgency
{
    private const int Fifo = 1;

    /// <summary>Under the kernel's own threads that must not starve, above everything that is not real-time.</summary>
    private const int Priority = 40;

    /// <summary>Asks for SCHED_FIFO for the calling thread.</summary>
    /// <returns>What the thread got, in words.</returns>
    public static string Raise()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "highest priority";
        }

        var parameters = new SchedParam(Priority);
        return SetScheduler(0, Fifo, in parameters) == 0
            ? $"SCHED_FIFO {Priority}"
            : "SCHED_OTHER: SCHED_FIFO is not permitted (it needs CAP_SYS_NICE or an rtprio limit)";
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetScheduler(int thread, int policy, in SchedParam parameters);

    private readonly record struct SchedParam(int Priority);
}
