using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Vision.Segmentation.Cells;

namespace SurgicalAI.App.Benchmarks.Vision;

/// <summary>The same network in Debian's PyTorch, with Debian's OpenCV for Python around it, in a process of its own.</summary>
internal sealed class TorchPeer : IVisionPeer
{
    private const string Python = "/usr/bin/python3";
    private const string ScriptName = "bench/torch_scene.py";

    // Weights of the folder have 16 bits, those of the network file 32.
    private const double Tolerance = 0.02;

    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(5);

    private readonly string _script;
    private readonly Process _process;
    private readonly Stream _to;
    private readonly Stream _from;
    private readonly byte[] _maps;

    private TorchPeer(string script, Process process, CellForm form)
    {
        (_script, _process, _to, _from) = (script, process, process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        _maps = new byte[3 * form.WidthPx * form.HeightPx];
    }

    /// <inheritdoc/>
    public string Name => "PyTorch and OpenCV for Python";

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Labels => _maps.AsSpan(0, _maps.Length / 3);

    /// <summary>Starts the process and compares its logits with ONNX Runtime's.</summary>
    /// <exception cref="UserErrorException">Python or its packages or the weights are not there, or the logits differ: one line says what.</exception>
    public static TorchPeer Start(OnnxFile file, CellForm form, int frameWidthPx, int frameHeightPx, int threads)
    {
        var weights = Path.Combine(file.Directory.Path, "weights.f16");
        if (!File.Exists(Python) || !File.Exists(weights))
        {
            throw new UserErrorException($"PyTorch is left out: {(File.Exists(Python) ? weights : Python)} is not there.");
        }

        var script = WriteScript();
        var start = new ProcessStartInfo(Python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            script, weights, Text(form.WidthPx), Text(form.HeightPx), Text(form.Classes), Text(form.Temperature), Text(form.LesionTemperature), form.Normalise ? "1" : "0",
            Text(frameWidthPx), Text(frameHeightPx), Text(threads),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var peer = new TorchPeer(script, Process.Start(start)!, form);
        try
        {
            peer.Compare(file, form);
            return peer;
        }
        catch (Exception e) when (e is IOException or UserErrorException)
        {
            var line = e is IOException ? peer.LastWords() : e.Message;
            peer.Dispose();
            throw new UserErrorException($"PyTorch is left out: {line}", e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="UserErrorException">The process ended.</exception>
    public double Run(byte[] frame)
    {
        Span<double> time = stackalloc double[1];
        try
        {
            _to.Write(frame);
            _to.Flush();
            _from.ReadExactly(MemoryMarshal.AsBytes(time));
            _from.ReadExactly(_maps);
        }
        catch (IOException e)
        {
            throw new UserErrorException($"PyTorch ended during the run: {LastWords()}", e);
        }

        return time[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _to.Dispose();
        }
        catch (IOException)
        {
            // It ended before.
        }

        if (!_process.WaitForExit(s_farewell))
        {
            _process.Kill();
        }

        _process.Dispose();
        File.Delete(_script);
    }

    private void Compare(OnnxFile file, CellForm form)
    {
        var part = form.Part;
        using var pixels = new TensorBuffer<float>([.. part.InputShape]);
        using var logits = new TensorBuffer<float>([.. part.OutputShape]);
        using var core = OnnxModel.Load(file, part, new());
        core.BindInput(part.Input, pixels);
        core.BindOutput(part.Output, logits);
        var random = new Random(1);
        foreach (ref var value in pixels.Span)
        {
            value = (2 * random.NextSingle()) - 1;
        }

        core.Run();
        _to.Write(MemoryMarshal.AsBytes(pixels.Span));
        _to.Write(MemoryMarshal.AsBytes(logits.Span));
        _to.Flush();
        Span<double> answer = stackalloc double[2];
        _from.ReadExactly(MemoryMarshal.AsBytes(answer));
        if (!(answer[0] <= Tolerance * answer[1]))
        {
            throw new UserErrorException($"its logits differ by {answer[0]:g3} of {answer[1]:g3}.");
        }
    }

    private string LastWords() => _process.StandardError.ReadToEnd().Trim().Split('\n') is [.., { Length: > 0 } last]
        ? $"{last} (python3-torch and python3-opencv are optional packages)."
        : "its process ended.";

    private static string WriteScript()
    {
        var path = Path.Combine(Path.GetTempPath(), $"torch_scene_{Environment.ProcessId}.py");
        using var source = typeof(TorchPeer).Assembly.GetManifestResourceStream(ScriptName)!;
        using var target = File.Create(path);
        source.CopyTo(target);
        return path;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
