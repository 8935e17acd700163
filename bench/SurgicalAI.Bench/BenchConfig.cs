using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SurgicalAI.Bench;

/// <summary>
/// What all benchmarks share: allocated bytes, percentiles, and a short job unless the command line names another. They run
/// inside this process, because a build per benchmark would copy every native library each time.
/// </summary>
internal sealed class BenchConfig : ManualConfig
{
    public BenchConfig(string[] args)
    {
        if (!args.Contains("--job") && !args.Contains("-j"))
        {
            AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        }

        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumn(StatisticColumn.P50, StatisticColumn.P95);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub, JsonExporter.Brief);
        WithArtifactsPath(Path.Combine("artifacts", "bench"));
    }
}
