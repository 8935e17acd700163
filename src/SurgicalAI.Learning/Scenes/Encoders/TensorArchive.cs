using System.Runtime.InteropServices;
using SurgicalAI.Core.Files;
using SurgicalAI.Core.Outcomes;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>
/// Named tensors of 16-bit floats in one file: small enough to be kept beside the code, exact enough to start a training from.
/// Values stay within 16 bits because each is held as a float with 11 significant bits; the largest variance of the encoder is far
/// below 65504.
/// </summary>
/// <remarks>
/// Layout, little-endian: the eight bytes "SAITENS1", a 32-bit count, then for each tensor its name (.NET's length-prefixed UTF-8), a
/// byte with the number of dimensions, each dimension as 32 bits, and the values.
/// </remarks>
internal sealed class TensorArchive
{
    private const string Magic = "SAITENS1";
    private readonly Dictionary<string, (long[] Shape, Half[] Values)> _tensors;

    private TensorArchive(Dictionary<string, (long[] Shape, Half[] Values)> tensors) => _tensors = tensors;

    /// <summary>Names in order.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    /// <summary>Takes the floating-point tensors of a network.</summary>
    public static TensorArchive Of(nn.Module network)
    {
        var tensors = new Dictionary<string, (long[], Half[])>();
        foreach (var (name, tensor) in ModuleState.Of(network).Where(t => t.Value.is_floating_point()))
        {
            using var plain = tensor.detach().to(float32).cpu().contiguous();
            tensors.Add(name, (plain.shape, [.. plain.data<float>().Select(v => (Half)v)]));
        }

        return new(tensors);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It is missing, or no archive, or cut short.</exception>
    public static TensorArchive Load(string path)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path));
            return Read(reader, path);
        }
        catch (IOException e)
        {
            throw new UserErrorException($"{path} cannot be read as network weights: {e.Message}", e);
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Save(string path) => AtomicFile.Write(path, file =>
    {
        using var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(System.Text.Encoding.ASCII.GetBytes(Magic));
        writer.Write(_tensors.Count);
        foreach (var (name, (shape, values)) in _tensors)
        {
            writer.Write(name);
            writer.Write((byte)shape.Length);
            Array.ForEach(shape, size => writer.Write((int)size));
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    });

    /// <summary>Copies every tensor into the network's of its name.</summary>
    /// <exception cref="UserErrorException">The network has one that is missing here or has another shape.</exception>
    public void CopyTo(nn.Module network)
    {
        using var noGradient = no_grad();
        foreach (var (name, target) in ModuleState.Of(network).Where(t => t.Value.is_floating_point()))
        {
            if (!_tensors.TryGetValue(name, out var source) || !source.Shape.SequenceEqual(target.shape))
            {
                throw new UserErrorException($"The network weights do not fit: {name} should be ({string.Join(", ", target.shape)}). They belong to another network.");
            }

            using var values = tensor([.. source.Values.Select(v => (float)v)], source.Shape);
            _ = target.copy_(values);
        }
    }

    private static TensorArchive Read(BinaryReader reader, string path)
    {
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(System.Text.Encoding.ASCII.GetBytes(Magic)))
        {
            throw new UserErrorException($"{path} holds no network weights: it does not begin with {Magic}.");
        }

        var tensors = new Dictionary<string, (long[], Half[])>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var shape = new long[reader.ReadByte()];
            for (var i = 0; i < shape.Length; i++)
            {
                shape[i] = reader.ReadInt32();
            }

            var values = new Half[shape.Aggregate(1L, (count, size) => count * size)];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            tensors.Add(name, (shape, values));
        }

        return new(tensors);
    }
}
