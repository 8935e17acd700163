namespace SurgicalAI.Tests;

/// <summary>Measures what a piece of code allocates on this thread.</summary>
internal static class AllocationMeter
{
    private const int Runs = 4;

    /// <summary>
    /// Fewest bytes of a few runs. The runtime charges a thread with the unused rest of its allocation buffer when a collection, which
    /// another test may cause at any moment, takes that buffer away; code that allocates does so in every run.
    /// </summary>
    public static long Least(Action code)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Runs && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            code();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
