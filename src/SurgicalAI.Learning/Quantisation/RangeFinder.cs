using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SurgicalAI.Inference;
using SurgicalAI.Inference.Onnx;
using SurgicalAI.Inference.Onnx.Proto;

namespace SurgicalAI.Learning.Quantisation;

/// <summary>Runs a core on pictures and notes the values of its inner tensors.</summary>
internal sealed class RangeFinder : IDisposable
{
    private readonly OnnxPart _part;
    private readonly string[] _tensors;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly Dictionary<string, ValueRange> _ranges;

    /// <summary>Loads a core with the tensors of a plan as outputs.</summary>
    public RangeFinder(ModelProto core, OnnxPart part, QuantisationPlan plan, int threads)
    {
        _part = part;
        _tensors = [.. plan.Tensors.Select(plan.RangeOf).Distinct()];
        _ranges = _tensors.ToDictionary(t => t, _ => new ValueRange());
        var open = core.Clone();
        foreach (var tensor in _tensors.Where(t => t != part.Input))
        {
            open.Graph.Output.Add(new ValueInfoProto { Name = tensor, Type = new() { TensorType = new() { ElemType = (int)TensorElementType.Float } } });
        }

        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new(open.ToByteArray(), options);
    }

    /// <summary>Notes the ranges over pictures, which are run twice.</summary>
    /// <param name="pictures">Scaled pixels of each picture; the span is read before the next is asked for.</param>
    /// <param name="share">Share of the values that a range must hold on either side.</param>
    public IReadOnlyDictionary<string, (float Low, float High)> Find(IEnumerable<TensorBuffer<float>> pictures, double share)
    {
        foreach (var second in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var pixels in pictures)
            {
                Note(pixels, second);
            }
        }

        return _ranges.ToDictionary(r => r.Key, r => r.Value.Hold(share));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private void Note(TensorBuffer<float> pixels, bool second)
    {
        float[] values = [.. pixels.Span];
        using var input = OrtValue.CreateTensorValueFromMemory(values, [.. _part.InputShape]);
        string[] outputs = [.. _tensors.Where(t => t != _part.Input)];
        using var results = _session.Run(_run, [_part.Input], [input], outputs);
        foreach (var tensor in _tensors)
        {
            var seen = tensor == _part.Input ? values : results[Array.IndexOf(outputs, tensor)].GetTensorDataAsSpan<float>();
            if (second)
            {
                _ranges[tensor].Count(seen);
            }
            else
            {
                _ranges[tensor].Widen(seen);
            }
        }
    }
}
