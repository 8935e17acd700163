using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference.Onnx.Proto;

namespace SurgicalAI.Inference.Onnx;

/// <summary>Takes the operations between two tensors out of a graph.</summary>
/// <param name="model">The whole network; it is not changed.</param>
/// <param name="path">Its file, for messages.</param>
internal sealed class GraphCut(ModelProto model, string path)
{
    private const int Float = 1;

    private readonly Dictionary<string, NodeProto> _producers = model.Graph.Node.SelectMany(n => n.Output.Select(o => (o, n))).ToDictionary(p => p.o, p => p.n);
    private readonly Dictionary<string, TensorProto> _constants = model.Graph.Initializer.ToDictionary(t => t.Name);

    /// <summary>The part as a network of its own.</summary>
    /// <exception cref="UserErrorException">The graph has no such tensors, or the part needs another input.</exception>
    public ModelProto Of(OnnxPart part)
    {
        var nodes = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        var constants = new HashSet<TensorProto>(ReferenceEqualityComparer.Instance);
        var reached = Gather(part, nodes, constants);
        if (!reached || !_producers.ContainsKey(part.Input))
        {
            throw new UserErrorException($"{path} has no way from tensor '{part.Input}' to tensor '{part.Output}'.");
        }

        var graph = new GraphProto { Name = model.Graph.Name };
        graph.Input.Add(Describe(part.Input, part.InputShape));
        graph.Output.Add(Describe(part.Output, part.OutputShape));
        graph.Node.AddRange(model.Graph.Node.Where(nodes.Contains));
        graph.Initializer.AddRange(model.Graph.Initializer.Where(constants.Contains));
        var cut = new ModelProto { IrVersion = model.IrVersion, ProducerName = model.ProducerName, Graph = graph };
        cut.OpsetImport.AddRange(model.OpsetImport);
        return cut;
    }

    // Goes from the output upwards; true when the input was met.
    private bool Gather(OnnxPart part, HashSet<NodeProto> nodes, HashSet<TensorProto> constants)
    {
        var open = new Stack<string>([part.Output]);
        var reached = false;
        while (open.TryPop(out var name))
        {
            if (name.Length == 0 || name == part.Input)
            {
                reached |= name == part.Input;
            }
            else if (_constants.TryGetValue(name, out var constant))
            {
                _ = constants.Add(constant);
            }
            else if (!_producers.TryGetValue(name, out var node))
            {
                throw new UserErrorException($"{path}: between '{part.Input}' and '{part.Output}' the network also needs '{name}'.");
            }
            else if (nodes.Add(node))
            {
                node.Input.ToList().ForEach(open.Push);
            }
        }

        return reached;
    }

    private static ValueInfoProto Describe(string name, IReadOnlyList<long> shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = Float, Shape = new() };
        tensor.Shape.Dim.AddRange(shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new() { Name = name, Type = new() { TensorType = tensor } };
    }
}
