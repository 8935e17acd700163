using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SurgicalAI.Core.Outcomes;

namespace SurgicalAI.Inference;

/// <summary>Compares a network with its card and a buffer with the network.</summary>
internal static class OnnxContract
{
    /// <summary>Reads the file once, so that what is hashed is what is run.</summary>
    public static byte[] ReadVerified(ModelDirectory directory)
    {
        var bytes = File.ReadAllBytes(directory.OnnxPath);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return hash == directory.Card.Sha256
            ? bytes
            : throw new UserErrorException(
                $"{directory.OnnxPath} is damaged or changed: its sha256 begins {hash[..12]}, its card says {directory.Card.Sha256[..12]}. Make it again with {directory.Card.Retrain}.");
    }

    /// <summary>Every input and output of the graph stands on the card with its type and shape, and nothing else does.</summary>
    public static void Check(InferenceSession session, ModelDirectory directory) =>
        Check(Cards(session.InputMetadata), Cards(session.OutputMetadata), directory);

    /// <summary>The same for inputs and outputs that were read from the file.</summary>
    public static void Check(IReadOnlyList<TensorCard> inputs, IReadOnlyList<TensorCard> outputs, ModelDirectory directory)
    {
        Compare(inputs, directory.Card.Inputs, directory, "input");
        Compare(outputs, directory.Card.Outputs, directory, "output");
    }

    /// <summary>Name on cards of one of ONNX's element types.</summary>
    public static string NameOf(int type) => NameOf((TensorElementType)type);

    /// <summary>Throws unless a buffer's type and shape fit a tensor of the graph.</summary>
    public static void Fits<T>(IReadOnlyDictionary<string, NodeMetadata> tensors, string name, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        if (!tensors.TryGetValue(name, out var tensor))
        {
            throw new ArgumentException($"The model has no tensor '{name}'; it has {string.Join(", ", tensors.Keys)}.", nameof(name));
        }

        if (tensor.ElementDataType != TypeOf<T>() || !Matches(tensor.Dimensions, shape))
        {
            throw new ArgumentException(
                $"'{name}' is {tensor.ElementDataType} [{string.Join(", ", tensor.Dimensions)}], the buffer {TypeOf<T>()} [{string.Join(", ", shape.ToArray())}].", nameof(shape));
        }
    }

    /// <summary>ONNX element type of a C# type.</summary>
    public static TensorElementType TypeOf<T>()
        where T : unmanaged =>
        typeof(T) == typeof(byte) ? TensorElementType.UInt8
        : typeof(T) == typeof(float) ? TensorElementType.Float
        : typeof(T) == typeof(long) ? TensorElementType.Int64
        : throw new ArgumentException($"No tensor type for {typeof(T).Name}: use byte, float or long.");

    private static TensorCard[] Cards(IReadOnlyDictionary<string, NodeMetadata> tensors) =>
        [.. tensors.Select(t => new TensorCard { Name = t.Key, Type = NameOf(t.Value.ElementDataType), Shape = [.. t.Value.Dimensions.Select(d => (long)d)] })];

    private static void Compare(IReadOnlyList<TensorCard> graph, IReadOnlyList<TensorCard> card, ModelDirectory directory, string what)
    {
        var fits = graph.Count == card.Count && card.All(c => graph.FirstOrDefault(t => t.Name == c.Name) is { } t
            && t.Type == c.Type && t.Shape.SequenceEqual(c.Shape.Select(d => d < 0 ? -1 : d)));
        if (!fits)
        {
            throw new UserErrorException(
                $"{directory.OnnxPath}: the {what}s are {Describe(graph)}, its card says something else. Make it again with {directory.Card.Retrain}.");
        }
    }

    private static string Describe(IReadOnlyList<TensorCard> graph) =>
        string.Join(", ", graph.Select(t => $"{t.Name} {t.Type} [{string.Join(",", t.Shape)}]"));

    private static bool Matches(int[] model, ReadOnlySpan<long> shape)
    {
        var fits = model.Length == shape.Length;
        for (var i = 0; fits && i < model.Length; i++)
        {
            fits = model[i] < 0 || model[i] == shape[i];
        }

        return fits;
    }

    private static string NameOf(TensorElementType type) => type switch
    {
        TensorElementType.UInt8 => "uint8",
        TensorElementType.Float => "float32",
        TensorElementType.Int64 => "int64",
        _ => type.ToString(),
    };
}
