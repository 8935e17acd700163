using System.Collections.Concurrent;
using System.Diagnostics;

namespace SurgicalAI.Tests.Native.App;

/// <summary>The executable as a process of its own, as a person starts it.</summary>
internal sealed class Surgicalai : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _output = new();

    private Surgicalai(string workingDirectory, string[] args, bool withEgl = true)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = workingDirectory };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "surgicalai.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        if (!withEgl)
        {
            start.Environment["__EGL_VENDOR_LIBRARY_DIRS"] = "/nonexistent";
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, e) => Keep(_errors, e.Data);
        _process.OutputDataReceived += (_, e) => Keep(_output, e.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public IReadOnlyCollection<string> Errors => _errors;

    public IReadOnlyCollection<string> Output => _output;

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    public static Surgicalai Start(params string[] args) => new(AppContext.BaseDirectory, args);

    public static Surgicalai StartIn(string directory, params string[] args) => new(directory, args);

    /// <summary>Starts it as on a machine without a driver for EGL.</summary>
    public static Surgicalai StartWithoutEgl(params string[] args) => new(AppContext.BaseDirectory, args, withEgl: false);

    /// <summary>Waits for the end.</summary>
    public async Task<int> ExitAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until a line on standard error holds the text.</summary>
    public Task SaysAsync(string text, TimeSpan within) =>
        Eventually.TrueAsync(() => _errors.Any(line => line.Contains(text, StringComparison.OrdinalIgnoreCase)), within, () => $"'{text}' in:\n{string.Join('\n', _errors)}");

    /// <summary>Ends the process at once, as kill -9 does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
