using SurgicalAI.Inference.Onnx.Proto;

namespace SurgicalAI.Learning.Quantisation;

/// <summary>
/// Which tensors of a core are brought to 8 bits: what goes into and comes out of convolutions, sums and enlargements. The first convolution,
/// which on three channels is slower in bytes, the last, which gives the logits, and what works on a single position stay as they are.
/// </summary>
internal sealed class QuantisationPlan
{
    private readonly Dictionary<string, NodeProto> _producers;
    private readonly ILookup<string, NodeProto> _consumers;
    private readonly Dictionary<string, string> _sources = [];
    private readonly HashSet<string> _tensors = [];

    /// <summary>Makes the plan of a core.</summary>
    /// <param name="core">Graph of the core alone.</param>
    public QuantisationPlan(GraphProto core)
    {
        _producers = core.Node.SelectMany(n => n.Output.Select(o => (o, n))).ToDictionary(p => p.o, p => p.n);
        _consumers = core.Node.SelectMany(n => n.Input.Select(i => (i, n))).ToLookup(p => p.i, p => p.n);
        var last = Behind(core.Output[0].Name);
        Convolutions = [.. core.Node.Where(n => n.OpType == "Conv" && n.Input[0] != core.Input[0].Name && n.Output[0] != last && !IsSinglePosition(n))];
        foreach (var node in Convolutions)
        {
            _tensors.UnionWith([node.Input[0], Final(node)]);
        }

        foreach (var node in core.Node.Where(n => n.OpType == "Add"))
        {
            _tensors.UnionWith([.. node.Input, Final(node)]);
        }

        foreach (var node in core.Node.Where(n => n.OpType == "Resize"))
        {
            _tensors.UnionWith([node.Input[0], node.Output[0]]);
            _sources[node.Output[0]] = node.Input[0];
        }
    }

    /// <summary>Convolutions whose weights are brought to 8 bits.</summary>
    public IReadOnlyList<NodeProto> Convolutions { get; }

    /// <summary>Tensors between operations that are brought to 8 bits.</summary>
    public IReadOnlyCollection<string> Tensors => _tensors;

    /// <summary>The tensor whose range another one shares: enlarging adds no new values.</summary>
    public string RangeOf(string tensor) => _sources.GetValueOrDefault(tensor, tensor);

    // What a cut-off (ReLU, Clip) makes of an operation's result belongs to that operation.
    private string Final(NodeProto node) =>
        _consumers[node.Output[0]].ToArray() is [{ OpType: "Relu" or "Clip" } only] ? only.Output[0] : node.Output[0];

    private bool IsSinglePosition(NodeProto node) => _producers.TryGetValue(node.Input[0], out var before) && before.OpType == "ReduceMean";

    private string Behind(string tensor) => _producers.TryGetValue(tensor, out var node) && node.OpType == "Identity" ? Behind(node.Input[0]) : tensor;
}
