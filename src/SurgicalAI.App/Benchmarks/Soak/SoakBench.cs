using SurgicalAI.App.Engine;
using SurgicalAI.App.Reports;
using SurgicalAI.App.Verbs;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Pipeline.Reports;

namespace SurgicalAI.App.Benchmarks.Soak;

/// <summary>The demo for very many frames: does it grow, does it slow down?</summary>
internal sealed class SoakBench(RunSettings settings, long frames)
{
    private readonly long _warmUpFrames = Math.Min(600, frames);

    /// <summary>Runs the demo until the frames are through.</summary>
    /// <exception cref="UserErrorException">It ended before.</exception>
    public async Task<BenchSoakReport> RunAsync(CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (sections, progress) = (new List<SoakSection>(), new Progress("bench soak", SoakWatch.Sections));
        BenchSoakReport? report = null;
        var run = settings with
        {
            AtStart = parts => new SoakWatch(parts, _warmUpFrames, frames, section =>
            {
                sections.Add(section);
                progress.Step($"{section.ManagedMb:F1} MB managed, {section.NativeMb:F0} MB native, p99.9 {section.CaptureToSuggestionMs.P999:F1} ms");
                if (sections.Count == SoakWatch.Sections)
                {
                    enough.Cancel();
                }
            }),
            AtEnd = parts => report = Report(sections, parts),
        };
        await new EngineRun(run, TimeProvider.System).ExecuteAsync(enough.Token).ConfigureAwait(false);
        return report ?? throw new UserErrorException($"bench soak: the run ended after {sections.Count} of {SoakWatch.Sections} sections.");
    }

    private BenchSoakReport? Report(List<SoakSection> sections, RunParts parts)
    {
        if (sections.Count < SoakWatch.Sections)
        {
            return null;
        }

        var run = RunSummary.Of(settings, parts, TimeProvider.System);
        return new(
            sections, SoakGrowth.Of(sections), sections[^1].Frames, run.Frames.Dropped, settings.Sim!.RateHz, run.Seconds, run.Episodes,
            settings.Seed, BuildInfo.Commit, run.Models, run.Device, MachineInfo.Describe());
    }
}
