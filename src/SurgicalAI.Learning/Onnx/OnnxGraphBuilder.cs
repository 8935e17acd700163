using System.Runtime.InteropServices;
using Google.Protobuf;
using SurgicalAI.Core.Files;
using SurgicalAI.Inference.Onnx.Proto;

namespace SurgicalAI.Learning.Onnx;

/// <summary>
/// Writes an ONNX graph node by node: TorchSharp has no exporter. Each method adds one operation and returns its result;
/// the parts of this class follow the kinds of operations.
/// </summary>
/// <param name="name">Name of the graph.</param>
internal sealed partial class OnnxGraphBuilder(string name)
{
    // Operator set 17 brought LayerNormalization; IR version 8 goes with it and every ONNX Runtime since 1.12 reads both.
    private const int OperatorSet = 17;
    private const int IrVersion = 8;

    private readonly GraphProto _graph = new() { Name = name };
    private readonly List<(string Key, string Value)> _notes = [];
    private int _count;

    /// <summary>Declares an input.</summary>
    public OnnxValue Input(string name, OnnxType type, params ReadOnlySpan<OnnxDim> shape)
    {
        _graph.Input.Add(Describe(name, type, shape));
        return new(name);
    }

    /// <summary>Declares a value as an output under a name.</summary>
    public void Output(string name, OnnxValue value, OnnxType type, params ReadOnlySpan<OnnxDim> shape)
    {
        _graph.Output.Add(Describe(name, type, shape));
        _ = Name(value, name);
    }

    /// <summary>Gives a value a name by which it can be found in the file.</summary>
    public OnnxValue Name(OnnxValue value, string name)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = name, Input = { value.Name }, Output = { name } });
        return new(name);
    }

    /// <summary>Writes pairs into the file, for whoever runs it.</summary>
    public void Note(IEnumerable<(string Key, string Value)> notes) => _notes.AddRange(notes);

    /// <summary>A constant tensor of floats.</summary>
    public OnnxValue Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Initializer(MemoryMarshal.AsBytes(values), OnnxType.Float, shape);

    /// <summary>A constant tensor of 64-bit integers.</summary>
    public OnnxValue Constant(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) =>
        Initializer(MemoryMarshal.AsBytes(values), OnnxType.Int64, shape);

    /// <summary>A constant scalar.</summary>
    public OnnxValue Scalar(double value) => Constant([(float)value]);

    /// <summary>A constant list of 64-bit integers (shapes, axes, positions).</summary>
    public OnnxValue Integers(params ReadOnlySpan<long> values) => Constant(values, values.Length);

    /// <summary>The finished model.</summary>
    /// <param name="metadata">Pairs stored in the file, for people.</param>
    public byte[] ToBytes(params ReadOnlySpan<(string Key, string Value)> metadata)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "SurgicalAI",
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Version = OperatorSet } },
        };
        foreach (var (key, value) in (IEnumerable<(string Key, string Value)>)[.. _notes, .. metadata])
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return model.ToByteArray();
    }

    /// <summary>Writes the finished model; a reader sees the old file or the new one, never a half.</summary>
    public void Save(string path, params ReadOnlySpan<(string Key, string Value)> metadata) => AtomicFile.Write(path, ToBytes(metadata));

    /// <summary>Adds any operation with one result; the typed methods are built on it.</summary>
    public OnnxValue Node(string operation, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        Nodes(operation, 1, inputs, attributes)[0];

    /// <summary>Adds any operation with several results.</summary>
    public OnnxValue[] Nodes(string operation, int results, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var unique = $"{operation}_{_count++}";
        var node = new NodeProto { OpType = operation, Name = unique };
        foreach (var input in inputs)
        {
            node.Input.Add(input.Name);
        }

        var values = new OnnxValue[results];
        for (var i = 0; i < results; i++)
        {
            values[i] = new($"{unique}:{i}");
            node.Output.Add(values[i].Name);
        }

        node.Attribute.AddRange(attributes.ToArray());
        _graph.Node.Add(node);
        return values;
    }

    private OnnxValue Initializer(ReadOnlySpan<byte> bytes, OnnxType type, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = $"constant_{_count++}", DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape.ToArray());
        _graph.Initializer.Add(tensor);
        return new(tensor.Name);
    }

    private static ValueInfoProto Describe(string name, OnnxType type, ReadOnlySpan<OnnxDim> shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = new TensorShapeProto() };
        foreach (var dim in shape)
        {
            tensor.Shape.Dim.Add(dim.Name is null
                ? new TensorShapeProto.Types.Dimension { DimValue = dim.Size }
                : new TensorShapeProto.Types.Dimension { DimParam = dim.Name });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
