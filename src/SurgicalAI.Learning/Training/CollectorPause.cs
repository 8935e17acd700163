using System.Runtime;

namespace SurgicalAI.Learning.Training;

/// <summary>
/// Lets the garbage collector run only between training steps. TorchSharp makes a scalar object for many operations (even the
/// sum of two tensors) and does not keep it alive during the native call; a collection in that moment frees it under libtorch's
/// hands, and a long training dies with "Unknown scalar type" or worse. Within a pause there is no such moment.
/// </summary>
/// <remarks>Single-threaded use; other threads that allocate much shorten the pause and so weaken the protection.</remarks>
internal sealed class CollectorPause : IDisposable
{
    private const long BudgetBytes = 160L << 20;
    private long _startBytes;

    public CollectorPause() => Begin();

    /// <summary>To be called between steps: collects when most of the pause's budget is used.</summary>
    public void Breathe()
    {
        if (GC.GetTotalAllocatedBytes() - _startBytes > BudgetBytes / 2)
        {
            End();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Begin();
        }
    }

    /// <summary>Gives the collector its freedom back.</summary>
    public void Dispose() => End();

    private static void End()
    {
        // The mode is left by itself when the budget was exceeded.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }
    }

    private void Begin()
    {
        if (GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
        {
            GC.TryStartNoGCRegion(BudgetBytes);
        }

        _startBytes = GC.GetTotalAllocatedBytes();
    }
}
