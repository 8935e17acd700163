using System.Diagnostics;

namespace SurgicalAI.Tests.Native.App;

/// <summary>Waits for something that another process does; there is no fake time across processes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(Func<bool> condition, TimeSpan within, Func<string> what)
    {
        var start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Every);
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < within, $"not within {within.TotalSeconds} s: {what()}");
            await timer.WaitForNextTickAsync();
        }
    }
}
