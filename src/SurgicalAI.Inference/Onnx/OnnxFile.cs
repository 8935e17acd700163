using Google.Protobuf;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Inference.Onnx.Proto;

namespace SurgicalAI.Inference.Onnx;

/// <summary>The network file of a model, opened: its notes, and parts of its graph as networks of their own.</summary>
public sealed class OnnxFile
{
    private OnnxFile(ModelDirectory directory, ModelProto model)
    {
        Directory = directory;
        Model = model;
        Notes = model.MetadataProps.GroupBy(p => p.Key).ToDictionary(p => p.Key, p => p.Last().Value);
    }

    /// <summary>The model whose file it is; hash and graph were compared with its card.</summary>
    public ModelDirectory Directory { get; }

    /// <summary>What its maker wrote into the file, by name.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; }

    /// <summary>The file's content; not to be changed.</summary>
    internal ModelProto Model { get; }

    /// <summary>Reads the network of a model.</summary>
    /// <exception cref="UserErrorException">The file is damaged, no ONNX graph, or does not match its card.</exception>
    public static OnnxFile Read(ModelDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var model = Parse(OnnxContract.ReadVerified(directory), directory.OnnxPath);
        OnnxContract.Check([.. model.Graph.Input.Select(Card)], [.. model.Graph.Output.Select(Card)], directory);
        return new(directory, model);
    }

    /// <summary>A part of the graph as a file of its own.</summary>
    /// <exception cref="UserErrorException">The graph has no such tensors, or needs more than the part's input between them.</exception>
    public byte[] Cut(OnnxPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return new GraphCut(Model, Directory.OnnxPath).Of(part).ToByteArray();
    }

    /// <summary>Reads a graph.</summary>
    internal static ModelProto Parse(byte[] bytes, string path)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(bytes) is { Graph: not null } model ? model : throw new UserErrorException($"{path} is no ONNX network: it has no graph.");
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new UserErrorException($"{path} is no ONNX network: {e.Message.Split('\n', 2)[0]}", e);
        }
    }

    private static TensorCard Card(ValueInfoProto value) => new()
    {
        Name = value.Name,
        Type = OnnxContract.NameOf(value.Type.TensorType.ElemType),
        Shape = [.. value.Type.TensorType.Shape.Dim.Select(d => d.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue ? d.DimValue : -1)],
    };
}
