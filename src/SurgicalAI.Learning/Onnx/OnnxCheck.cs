using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace SurgicalAI.Learning.Onnx;

/// <summary>Runs an exported graph in ONNX Runtime and compares it with what TorchSharp computed.</summary>
internal static class OnnxCheck
{
    /// <summary>Largest difference allowed between the two engines, absolute, on outputs of order 1 to 10.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Runs a model on tensors.</summary>
    /// <param name="model">The file's bytes.</param>
    /// <param name="inputs">Name and value of each input (float, byte or 64-bit integer).</param>
    /// <param name="output">Name of the output wanted.</param>
    /// <returns>The output as floats; the caller disposes it.</returns>
    public static torch.Tensor Run(byte[] model, IReadOnlyDictionary<string, torch.Tensor> inputs, string output)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 2, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        var values = inputs.ToDictionary(i => i.Key, i => ToOrt(i.Value));
        try
        {
            using var run = new RunOptions();
            using var results = session.Run(run, values, [output]);
            return ToTorch(results[0]);
        }
        finally
        {
            foreach (var value in values.Values)
            {
                value.Dispose();
            }
        }
    }

    /// <summary>Largest absolute difference between an output of the model and what TorchSharp computed.</summary>
    public static double MaxDifference(byte[] model, IReadOnlyDictionary<string, torch.Tensor> inputs, string output, torch.Tensor expected)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var actual = Run(model, inputs, output);
        return actual.shape.SequenceEqual(expected.shape)
            ? (actual - expected.detach().to(torch.float32)).abs().max().item<float>()
            : throw new InvalidOperationException(
                $"Output {output} is ({string.Join(", ", actual.shape)}) in ONNX Runtime, ({string.Join(", ", expected.shape)}) in TorchSharp.");
    }

    /// <summary>As <see cref="MaxDifference"/>, but a difference above the tolerance is an error: the export is wrong.</summary>
    public static double Verify(byte[] model, IReadOnlyDictionary<string, torch.Tensor> inputs, string output, torch.Tensor expected, double tolerance = Tolerance)
    {
        var difference = MaxDifference(model, inputs, output, expected);
        return difference <= tolerance
            ? difference
            : throw new InvalidOperationException($"The exported {output} differs from TorchSharp's by {difference:g3}, more than {tolerance:g1}.");
    }

    private static OrtValue ToOrt(torch.Tensor tensor)
    {
        using var plain = tensor.detach().cpu().contiguous();
        return plain.dtype switch
        {
            torch.ScalarType.Byte => OrtValue.CreateTensorValueFromMemory(plain.data<byte>().ToArray(), plain.shape),
            torch.ScalarType.Int64 => OrtValue.CreateTensorValueFromMemory(plain.data<long>().ToArray(), plain.shape),
            torch.ScalarType.Float32 => OrtValue.CreateTensorValueFromMemory(plain.data<float>().ToArray(), plain.shape),
            _ => throw new NotSupportedException($"No check for inputs of type {plain.dtype}."),
        };
    }

    private static torch.Tensor ToTorch(OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        var floats = info.ElementDataType switch
        {
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.UInt8 => Widen<byte>(value),
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64 => Widen<long>(value),
            _ => value.GetTensorDataAsSpan<float>().ToArray(),
        };
        return torch.tensor(floats, info.Shape);
    }

    private static float[] Widen<T>(OrtValue value)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var span = value.GetTensorDataAsSpan<T>();
        var floats = new float[span.Length];
        for (var i = 0; i < span.Length; i++)
        {
            floats[i] = float.CreateChecked(span[i]);
        }

        return floats;
    }
}
