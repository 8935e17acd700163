using Microsoft.ML.OnnxRuntime;
using SurgicalAI.Learning.Onnx;
using SurgicalAI.Learning.Scenes.Encoders;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Scenes;

/// <summary>
/// The encoder of a network as it is now, run by ONNX Runtime: while a training does not change it there is no reason to run it, at three
/// times the cost, in the engine that keeps everything for gradients.
/// </summary>
internal sealed class FrozenEncoder : IDisposable
{
    private static readonly string[] Outputs = ["quarter", "eighth", "sixteenth"];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public FrozenEncoder(SceneNet net, int threads)
    {
        var graph = new OnnxGraphBuilder("encoder");
        var frames = graph.Input("frames", OnnxType.UInt8, "N", "H", "W", 3);
        var seen = net.ExportEncoder(graph, graph.Transpose(graph.Cast(frames, OnnxType.Float), 0, 3, 1, 2));
        var values = new[] { seen.Quarter, seen.Eighth, seen.Sixteenth };
        for (var i = 0; i < Outputs.Length; i++)
        {
            graph.Output(Outputs[i], values[i], OnnxType.Float, "N", "C" + i, "h" + i, "w" + i);
        }

        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new(graph.ToBytes(), options);
    }

    /// <summary>Features of pictures (batch, height, width, 3), bytes; the caller disposes them.</summary>
    public SceneFeatures See(byte[] pictures, long batch, long heightPx, long widthPx, Device device)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(pictures, [batch, heightPx, widthPx, 3]);
        using var results = _session.Run(_run, ["frames"], [input], Outputs);
        return new(Take(results[0], device), Take(results[1], device), Take(results[2], device));
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private static Tensor Take(OrtValue value, Device device)
    {
        using var here = tensor(value.GetTensorDataAsSpan<float>().ToArray(), value.GetTensorTypeAndShape().Shape);
        return here.to(device).alias();
    }
}
