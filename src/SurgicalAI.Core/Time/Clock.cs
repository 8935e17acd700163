namespace SurgicalAI.Core.Time;

/// <summary>Time as the engine counts it: nanoseconds of Unix time, from an injected provider.</summary>
public static class Clock
{
    /// <summary>Unix time in nanoseconds (resolution 100 ns).</summary>
    public static long NowNs(this TimeProvider time) =>
        (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
}
