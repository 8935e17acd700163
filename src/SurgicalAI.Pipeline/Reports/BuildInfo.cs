using System.Reflection;

namespace SurgicalAI.Pipeline.Reports;

/// <summary>Which build this is; the compiler wrote it into the assembly, so no process is asked at run time.</summary>
public static class BuildInfo
{
    private static readonly string[] s_parts = (typeof(BuildInfo).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+', 2);

    /// <summary>Version, for example "0.1.0".</summary>
    public static string Version => s_parts[0];

    /// <summary>Full id of the commit it was built from; "unknown" when it was built outside a git repository.</summary>
    public static string Commit => s_parts.Length > 1 ? s_parts[1] : "unknown";
}
