using System.Runtime.InteropServices;
using Google.Protobuf;
using SurgicalAI.Inference.Onnx.Proto;
using SurgicalAI.Learning.Onnx;

namespace SurgicalAI.Learning.Quantisation;

/// <summary>
/// Writes 8-bit arithmetic into a graph: each chosen tensor passes through QuantizeLinear and DequantizeLinear (unsigned, with an offset), weights are
/// stored in signed bytes with a step for each output channel, biases in 32 bits. An engine that knows the pattern computes in bytes.
/// </summary>
/// <param name="model">The whole network; changed.</param>
/// <param name="weightBits">7 or 8.</param>
internal sealed class GraphQuantiser(ModelProto model, int weightBits)
{
    private const int Int8 = 3;
    private const string Suffix = "_8bit";

    private readonly GraphProto _graph = model.Graph;
    private readonly Dictionary<string, TensorProto> _constants = model.Graph.Initializer.ToDictionary(t => t.Name);

    /// <summary>Brings a plan's tensors to 8 bits.</summary>
    /// <param name="plan">What to bring there.</param>
    /// <param name="ranges">Range of each tensor of the plan.</param>
    public void Apply(QuantisationPlan plan, IReadOnlyDictionary<string, (float Low, float High)> ranges)
    {
        var steps = plan.Tensors.ToDictionary(t => t, t => Step(ranges[plan.RangeOf(t)]));
        var convolutions = plan.Convolutions.Select(n => n.Name).ToHashSet();
        NodeProto[] nodes = [.. _graph.Node];
        _graph.Node.Clear();
        foreach (var node in nodes)
        {
            if (convolutions.Contains(node.Name))
            {
                Weigh(node, steps[node.Input[0]].Step);
            }

            Redirect(node, steps.Keys);
            _graph.Node.Add(node);
            foreach (var output in node.Output.Where(steps.ContainsKey).ToArray())
            {
                RoundTrip(output, steps[output]);
            }
        }

        var used = _graph.Node.SelectMany(n => n.Input).ToHashSet();
        TensorProto[] left = [.. _graph.Initializer.Where(t => used.Contains(t.Name))];
        _graph.Initializer.Clear();
        _graph.Initializer.AddRange(left);
    }

    private static void Redirect(NodeProto node, IReadOnlyCollection<string> tensors)
    {
        for (var i = 0; i < node.Input.Count; i++)
        {
            if (tensors.Contains(node.Input[i]))
            {
                node.Input[i] += Suffix;
            }
        }
    }

    private static (float Step, byte Zero) Step((float Low, float High) range)
    {
        var step = Math.Max(1e-8f, (range.High - range.Low) / byte.MaxValue);
        return (step, (byte)Math.Clamp(MathF.Round(-range.Low / step), 0, byte.MaxValue));
    }

    private void RoundTrip(string tensor, (float Step, byte Zero) form)
    {
        var step = Add(tensor + "_step", (int)OnnxType.Float, [], MemoryMarshal.AsBytes([form.Step]));
        var zero = Add(tensor + "_zero", (int)OnnxType.UInt8, [], [form.Zero]);
        _graph.Node.Add(Node("QuantizeLinear", tensor + "_q", [tensor, step, zero]));
        _graph.Node.Add(Node("DequantizeLinear", tensor + Suffix, [tensor + "_q", step, zero]));
    }

    // Weights to bytes with a step for each output channel, the bias to 32 bits with the step of the products.
    private void Weigh(NodeProto node, float inputStep)
    {
        var weights = _constants[node.Input[1]];
        var values = MemoryMarshal.Cast<byte, float>(weights.RawData.Span);
        var channels = (int)weights.Dims[0];
        var each = values.Length / channels;
        var limit = (1 << (weightBits - 1)) - 1;
        var (steps, bytes) = (new float[channels], new sbyte[values.Length]);
        for (var c = 0; c < channels; c++)
        {
            var greatest = 0f;
            foreach (var value in values.Slice(c * each, each))
            {
                greatest = Math.Max(greatest, Math.Abs(value));
            }

            steps[c] = greatest > 0 ? greatest / limit : 1;
            for (var i = c * each; i < (c + 1) * each; i++)
            {
                bytes[i] = (sbyte)Math.Clamp(MathF.Round(values[i] / steps[c]), -limit, limit);
            }
        }

        var name = node.Name + "_weight";
        node.Input[1] = Restore(name, Add(name, Int8, [.. weights.Dims], MemoryMarshal.AsBytes<sbyte>(bytes)), steps, Add(name + "_zero", Int8, [channels], new byte[channels]));
        if (node.Input.Count > 2)
        {
            Bias(node, steps, inputStep);
        }
    }

    private void Bias(NodeProto node, float[] weightSteps, float inputStep)
    {
        var values = MemoryMarshal.Cast<byte, float>(_constants[node.Input[2]].RawData.Span);
        var (steps, numbers) = (new float[values.Length], new int[values.Length]);
        for (var c = 0; c < values.Length; c++)
        {
            steps[c] = weightSteps[c] * inputStep;
            numbers[c] = (int)Math.Clamp(Math.Round((double)values[c] / steps[c]), int.MinValue, int.MaxValue);
        }

        var name = node.Name + "_bias";
        node.Input[2] = Restore(name, Add(name, (int)OnnxType.Int32, [numbers.Length], MemoryMarshal.AsBytes<int>(numbers)), steps, null);
    }

    private string Restore(string name, string stored, float[] steps, string? zero)
    {
        var step = Add(name + "_step", (int)OnnxType.Float, [steps.Length], MemoryMarshal.AsBytes<float>(steps));
        var node = Node("DequantizeLinear", name + Suffix, zero is null ? [stored, step] : [stored, step, zero]);
        node.Attribute.Add(OnnxAttribute.Int("axis", 0));
        _graph.Node.Add(node);
        return node.Output[0];
    }

    private string Add(string name, int type, ReadOnlySpan<long> shape, ReadOnlySpan<byte> raw)
    {
        var tensor = new TensorProto { Name = name, DataType = type, RawData = ByteString.CopyFrom(raw) };
        tensor.Dims.AddRange(shape.ToArray());
        _graph.Initializer.Add(tensor);
        return name;
    }

    private static NodeProto Node(string operation, string output, ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { OpType = operation, Name = output, Output = { output } };
        node.Input.AddRange(inputs.ToArray());
        return node;
    }
}
