using System.Globalization;
using System.Runtime.InteropServices;

namespace SurgicalAI.Pipeline.Reports;

/// <summary>The machine in words, so that a figure can be judged: "AMD EPYC 7763, 2 cores, 8 GiB, Debian GNU/Linux 12 (bookworm)".</summary>
public static class MachineInfo
{
    /// <summary>Processor model, cores that this process may use, memory that it may use, operating system.</summary>
    public static string Describe()
    {
        var memoryGiB = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor("/proc/cpuinfo")}, {Environment.ProcessorCount} cores, {memoryGiB:F0} GiB, {RuntimeInformation.OSDescription}");
    }

    internal static string Processor(string path)
    {
        if (File.Exists(path))
        {
            foreach (var line in File.ReadLines(path))
            {
                if (line.StartsWith("model name", StringComparison.Ordinal) && line.IndexOf(':', StringComparison.Ordinal) is var at and > 0)
                {
                    return line[(at + 1)..].Trim();
                }
            }
        }

        return RuntimeInformation.ProcessArchitecture.ToString();
    }
}
