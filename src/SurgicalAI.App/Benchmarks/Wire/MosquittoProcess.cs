using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.App.Benchmarks.Wire;

/// <summary>Debian's Mosquitto as a process of its own.</summary>
internal sealed class MosquittoProcess : IAsyncDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private MosquittoProcess(Process process) => _process = process;

    /// <summary>The program, or null when it is not installed.</summary>
    public static string? Program { get; } = new[] { "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto" }.FirstOrDefault(File.Exists);

    /// <summary>Memory of the process, bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Configuration without TLS, for this machine only and every client on it.</summary>
    public static string PlainConfiguration(int port) => $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nset_tcp_nodelay true\nuser {Environment.UserName}\n";

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="configuration">Configuration file.</param>
    /// <param name="port">Port that it listens on.</param>
    /// <exception cref="UserErrorException">It does not answer.</exception>
    public static async Task<MosquittoProcess> StartAsync(string configuration, int port)
    {
        var process = Process.Start(new ProcessStartInfo(Program!, ["-c", configuration]) { RedirectStandardError = true })!;
        var started = new MosquittoProcess(process);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        for (var start = Stopwatch.GetTimestamp(); !await AnswersAsync(port).ConfigureAwait(false);)
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(start) > AnswerWithin)
            {
                await started.DisposeAsync().ConfigureAwait(false);
                throw new UserErrorException($"Mosquitto does not start with {configuration}: try {Program} -c {configuration} -v.");
            }

            await Task.Delay(20).ConfigureAwait(false);
        }

        return started;
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
