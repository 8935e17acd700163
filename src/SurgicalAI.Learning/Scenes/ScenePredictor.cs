using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Scenes;

/// <summary>
/// Answers of a network to single pictures of its own size, in the engine and the graph that will be deployed: what is validated is what
/// is shipped, and it is several times faster than the training engine.
/// </summary>
internal sealed class ScenePredictor : IDisposable
{
    private static readonly string[] Outputs = ["labels", "lesion", "logits"];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly byte[] _frame;
    private readonly OrtValue _input;
    private readonly long[] _cells;

    /// <summary>Takes a copy of the network as it is now.</summary>
    /// <param name="net">Network.</param>
    /// <param name="threads">Threads; 0 takes every core.</param>
    public ScenePredictor(SceneNet net, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new(SceneGraph.Build(net, 1, 1, withLogits: true).ToBytes(), options);
        var (w, h) = (net.Shape.WidthPx, net.Shape.HeightPx);
        _frame = new byte[3 * w * h];
        _input = OrtValue.CreateTensorValueFromMemory(_frame, [1, h, w, 3]);
        _cells = [1, SceneShape.Outputs * SceneShape.CellPixels, h / SceneShape.Cell, w / SceneShape.Cell];
    }

    /// <summary>Class of each pixel.</summary>
    public byte[] Classes(Mat picture) => Bytes(picture, 0);

    /// <summary>255 times the probability of a lesion, for each pixel.</summary>
    public byte[] Lesion(Mat picture) => Bytes(picture, 1);

    /// <summary>Logits (outputs, height, width) with every pixel in its place; the caller disposes them.</summary>
    public Tensor Logits(Mat picture)
    {
        using var results = Run(picture, 2);
        using var scope = NewDisposeScope();
        var cells = tensor(results[0].GetTensorDataAsSpan<float>().ToArray(), _cells);
        return nn.functional.pixel_shuffle(cells, SceneShape.Cell)[0].MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _input.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    private byte[] Bytes(Mat picture, int output)
    {
        using var results = Run(picture, output);
        return results[0].GetTensorDataAsSpan<byte>().ToArray();
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(Mat picture, int output)
    {
        picture.AsSpan<byte>().CopyTo(_frame);
        return _session.Run(_run, ["frames"], [_input], [Outputs[output]]);
    }
}
