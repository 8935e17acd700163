using System.Runtime.InteropServices;
using System.Text.Json;
using SurgicalAI.Core.Outcomes;
using static TorchSharp.torch;

namespace SurgicalAI.Learning.Scenes.Encoders;

/// <summary>
/// Reads a MobileNetV2 in Keras' form: <c>index.json</c> (name, shape, byte offset and count of each tensor) beside <c>weights.f32</c>
/// (little-endian floats; kernels are height x width x inputs x outputs, pictures red-green-blue).
/// </summary>
internal sealed class KerasWeights
{
    private readonly byte[] _bytes;
    private readonly Dictionary<string, (long[] Shape, int Offset, int Count)> _index = [];

    /// <summary>Opens a folder.</summary>
    /// <exception cref="UserErrorException">A file is missing or is not what it should be.</exception>
    public KerasWeights(string folder)
    {
        try
        {
            _bytes = File.ReadAllBytes(Path.Combine(folder, "weights.f32"));
            using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")));
            foreach (var entry in index.RootElement.EnumerateArray())
            {
                long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
                _index.Add(entry.GetProperty("name").GetString()!, (shape, entry.GetProperty("offset").GetInt32(), entry.GetProperty("count").GetInt32()));
            }
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UserErrorException($"{folder} holds no encoder weights (index.json and weights.f32): {e.Message}", e);
        }
    }

    /// <summary>Fills an encoder.</summary>
    /// <exception cref="UserErrorException">A tensor is missing or has another shape.</exception>
    public void CopyTo(MobileNetEncoder encoder)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        // The engine's pictures are blue-green-red: the first kernel is turned round once instead of every picture.
        Copy(Kernel("Conv1/kernel").flip(1), encoder.Stem.Conv.weight);
        CopyNorm("bn_Conv1", encoder.Stem);
        for (var i = 0; i < encoder.Blocks.Count; i++)
        {
            CopyBlock(i == 0 ? "expanded_conv" : $"block_{i}", encoder.Blocks[i]);
        }
    }

    private void CopyBlock(string name, InvertedResidual block)
    {
        if (block.Expand is { } expand)
        {
            Copy(Kernel($"{name}_expand/kernel"), expand.Conv.weight);
            CopyNorm($"{name}_expand_BN", expand);
        }

        Copy(Read($"{name}_depthwise/depthwise_kernel").permute(2, 3, 0, 1), block.Depthwise.Conv.weight);
        CopyNorm($"{name}_depthwise_BN", block.Depthwise);
        Copy(Kernel($"{name}_project/kernel"), block.Project.Conv.weight);
        CopyNorm($"{name}_project_BN", block.Project);
    }

    private void CopyNorm(string name, KerasConv unit)
    {
        Copy(Read($"{name}/gamma"), unit.Norm.weight!);
        Copy(Read($"{name}/beta"), unit.Norm.bias!);
        Copy(Read($"{name}/moving_mean"), unit.Norm.running_mean!);
        Copy(Read($"{name}/moving_variance"), unit.Norm.running_var!);
    }

    private Tensor Kernel(string name) => Read(name).permute(3, 2, 0, 1);

    private Tensor Read(string name)
    {
        if (!_index.TryGetValue(name, out var entry) || entry.Offset < 0 || entry.Offset + (4L * entry.Count) > _bytes.Length)
        {
            throw new UserErrorException($"The encoder weights have no tensor {name}, or it is cut short.");
        }

        return tensor(MemoryMarshal.Cast<byte, float>(_bytes.AsSpan(entry.Offset, 4 * entry.Count)).ToArray(), entry.Shape);
    }

    private static void Copy(Tensor source, Tensor target)
    {
        if (!source.shape.SequenceEqual(target.shape))
        {
            throw new UserErrorException($"The encoder weights are not those of MobileNetV2 1.0: a tensor is ({string.Join(", ", source.shape)}), not ({string.Join(", ", target.shape)}).");
        }

        _ = target.copy_(source);
    }
}
