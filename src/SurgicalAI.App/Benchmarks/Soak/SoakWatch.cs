using System.Diagnostics;
using SurgicalAI.App.Engine;
using SurgicalAI.App.Reports;
using SurgicalAI.Pipeline.Latency;

namespace SurgicalAI.App.Benchmarks.Soak;

/// <summary>
/// Looks on while the engine runs, on a thread of its own: divides the run into tenths by frames processed, and says when it is enough.
/// At the end of each tenth it collects, so that live memory can be compared; the pause falls into every tenth alike.
/// </summary>
internal sealed class SoakWatch : IDisposable
{
    /// <summary>Sections of a run.</summary>
    public const int Sections = 10;

    private const double BytesPerMb = 1024 * 1024;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    private readonly RunParts _parts;
    private readonly long _warmUpFrames;
    private readonly long _frames;
    private readonly Action<SoakSection> _ended;
    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _thread;
    private LatencyHistogram _section = NewSection();

    /// <summary>Starts looking.</summary>
    /// <param name="parts">Engine before its first frame.</param>
    /// <param name="warmUpFrames">Frames that count for nothing.</param>
    /// <param name="frames">Frames to divide, after the warm-up.</param>
    /// <param name="ended">Told each section at its end, on the watch's thread.</param>
    public SoakWatch(RunParts parts, long warmUpFrames, long frames, Action<SoakSection> ended)
    {
        (_parts, _warmUpFrames, _frames, _ended) = (parts, warmUpFrames, frames, ended);
        _thread = new(Look) { IsBackground = true, Name = "soak" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    private void Look()
    {
        if (!Reached(_warmUpFrames))
        {
            return;
        }

        for (var i = 1; i <= Sections; i++)
        {
            _parts.Graph.CaptureToSuggestion.Section = _section = NewSection();
            if (!Reached(_warmUpFrames + (_frames * i / Sections)))
            {
                break;
            }

            _ended(Section());
        }

        _parts.Graph.CaptureToSuggestion.Section = null;
    }

    private static LatencyHistogram NewSection() => new("section");

    private bool Reached(long frames)
    {
        while (_parts.Graph.Frames.Processed < frames)
        {
            if (_over.Wait(s_look))
            {
                return false;
            }
        }

        return true;
    }

    private SoakSection Section()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        var native = process.WorkingSet64 - GC.GetGCMemoryInfo().TotalCommittedBytes;
        return new(
            _parts.Graph.Frames.Processed - _warmUpFrames, _section.Summary(), managed / BytesPerMb, native / BytesPerMb, process.HandleCount, process.Threads.Count);
    }
}
